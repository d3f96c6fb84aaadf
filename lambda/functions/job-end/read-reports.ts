import type { ExecutionReport } from '../../app/jobs/end-execution';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json/json-object';

/** A message of the dead-letter queue, which is delivered again if its job could not be ended. */
export interface QueuedReport {
  readonly messageId: string;
  readonly report: ExecutionReport | undefined;
}

/** Reads the messages of an SQS event. Undefined if the event is not one. */
export function readQueuedReports(event: unknown): readonly QueuedReport[] | undefined {
  const records = isJsonObject(event) ? event['Records'] : undefined;
  if (!Array.isArray(records)) return undefined;
  return records.filter(isJsonObject).map(({ messageId, body }) => ({
    messageId: String(messageId),
    report: readStart(typeof body === 'string' ? parseJsonObject(body) : undefined),
  }));
}

/** The event that started the execution, as Lambda puts it into the queue. */
function readStart(start: JsonObject | undefined): ExecutionReport | undefined {
  const jobId = start?.['jobId'];
  return typeof jobId === 'string' ? { jobId, ended: undefined } : undefined;
}

/**
 * Reads an event of EventBridge, `Durable Execution Status Change`. Undefined if no execution of a job has ended.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 */
export function readStatusChange(event: unknown): ExecutionReport | undefined {
  const detail = isJsonObject(event) ? event['detail'] : undefined;
  if (!isJsonObject(detail)) return undefined;
  const { durableExecutionName: jobId, durableExecutionArn: executionArn, status } = detail;
  if (typeof jobId !== 'string' || typeof executionArn !== 'string') return undefined;
  if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'STOPPED') return undefined;
  return { jobId, ended: { executionArn, status } };
}
