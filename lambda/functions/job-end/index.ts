import type { SQSBatchResponse } from 'aws-lambda';
import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import { endExecution } from '../../app/jobs/end-execution';
import { JOBS_BUCKET_VARIABLE } from '../../contract';
import { openPublisher } from '../job/open-publisher';
import { openExecutions } from '../router/job-clients';
import { readQueuedReports } from './read-reports';

const bucket = process.env[JOBS_BUCKET_VARIABLE];
if (!bucket) throw new Error(`the variable ${JOBS_BUCKET_VARIABLE} is not set`);
const lines = new LineWriter(readLineSettings(process.env));
const watcher = { ...openPublisher(bucket, lines), executions: openExecutions() };

/**
 * Ends jobs that their own function cannot end: the starts in its dead-letter queue, and the executions of which EventBridge says
 * that they failed. What fails here is delivered again.
 */
export async function handler(event: unknown): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, report } of readQueuedReports(event)) {
    if (report === undefined) continue;
    try {
      await endExecution(report, watcher);
    } catch (cause) {
      watcher.telemetry.recordJob({ kind: 'fault', jobId: report.jobId, cause });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
