import { randomUUID } from 'node:crypto';
import type { DurableExecution } from '../lambda/durable/execution';

/**
 * Composes EventBridge's event of an execution that has ended.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 */
export function composeStatusChange({ arn, start, startedAt, end }: DurableExecution): object {
  const time = new Date(end?.at ?? startedAt).toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Durable Execution Status Change',
    source: 'aws.lambda',
    account: '111122223333',
    time,
    region: 'us-east-1',
    resources: [arn],
    detail: {
      version: '1',
      durableExecutionArn: arn,
      durableExecutionName: start.name,
      functionArn: `${start.functionArn}:${start.version}`,
      status: end?.status ?? 'RUNNING',
      startTimestamp: new Date(startedAt).toISOString(),
      endTimestamp: time,
    },
  };
}

/**
 * Composes what the queue of ended jobs delivers: the event of a start that no invocation took, or EventBridge's.
 *
 * @param body the event, as JSON
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function composeQueueEvent(body: string): object {
  const record = {
    messageId: randomUUID(),
    body,
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:ended-jobs',
    awsRegion: 'us-east-1',
  };
  return { Records: [record] };
}
