import type { ExecutionReport } from '../../app/jobs/end-execution';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json/json-object';

/** A message of the queue, which is delivered again if its job could not be ended. */
export interface QueuedReport {
  readonly messageId: string;
  /** Undefined if the message is not about a job that may have ended. */
  readonly report: ExecutionReport | undefined;
}

/**
 * Reads the messages of an SQS event. Their queue is the function's dead-letter queue, into which Lambda puts the event of a start
 * that failed, and the target of a rule for EventBridge's `Durable Execution Status Change`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 */
export function readQueuedReports(event: unknown): readonly QueuedReport[] {
  const records = isJsonObject(event) ? event['Records'] : undefined;
  if (!Array.isArray(records)) throw new Error('the event is not of an SQS queue');
  return records.filter(isJsonObject).map(({ messageId, body }) => {
    const message = typeof body === 'string' ? parseJsonObject(body) : undefined;
    return {
      messageId: String(messageId),
      report: message && (readStart(message) ?? readStatusChange(message)),
    };
  });
}

function readStart({ jobId }: JsonObject): ExecutionReport | undefined {
  return typeof jobId === 'string' ? { jobId, ended: undefined } : undefined;
}

function readStatusChange({ detail }: JsonObject): ExecutionReport | undefined {
  if (!isJsonObject(detail)) return undefined;
  const { durableExecutionName: jobId, durableExecutionArn: executionArn, status } = detail;
  if (typeof jobId !== 'string' || typeof executionArn !== 'string') return undefined;
  if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'STOPPED') return undefined;
  return { jobId, ended: { executionArn, status } };
}
