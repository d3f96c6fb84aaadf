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
 * Composes what a dead-letter queue delivers of an event that no invocation took.
 *
 * @param input the event of the start, as JSON
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function composeDeadLetter(input: string): object {
  const attribute = (stringValue: string) => ({ stringValue, dataType: 'String' });
  const record = {
    messageId: randomUUID(),
    body: input,
    messageAttributes: {
      RequestID: attribute(randomUUID()),
      ErrorCode: attribute('500'),
      ErrorMessage: attribute('The event was lost.'),
    },
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:dead-jobs',
    awsRegion: 'us-east-1',
  };
  return { Records: [record] };
}
