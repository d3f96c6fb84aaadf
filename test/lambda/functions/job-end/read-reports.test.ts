import { describe, expect, it } from 'vitest';
import type { ExecutionReport } from '../../../../lambda/app/jobs/end-execution';
import { readQueuedReports } from '../../../../lambda/functions/job-end/read-reports';

const ARN = 'arn:aws:lambda:us-east-1:1:function:job:1/durable-execution/job-1/abc';

/** EventBridge's event of an execution, with changes to its detail. */
function statusChange(changes: object): object {
  const named = { durableExecutionName: 'job-1', durableExecutionArn: ARN, status: 'FAILED' };
  return {
    'detail-type': 'Durable Execution Status Change',
    source: 'aws.lambda',
    detail: { ...named, ...changes },
  };
}

function read(body: unknown) {
  const [queued] = readQueuedReports({ Records: [{ messageId: 'm1', body }] });
  expect(queued?.messageId).toBe('m1');
  return queued?.report;
}

describe('a message of the queue', () => {
  it.each<[unknown, ExecutionReport | undefined]>([
    [{ jobId: 'job-1' }, { jobId: 'job-1', ended: undefined }],
    [
      statusChange({ status: 'FAILED' }),
      { jobId: 'job-1', ended: { executionArn: ARN, status: 'FAILED' } },
    ],
    [
      statusChange({ status: 'TIMED_OUT' }),
      { jobId: 'job-1', ended: { executionArn: ARN, status: 'TIMED_OUT' } },
    ],
    [
      statusChange({ status: 'STOPPED' }),
      { jobId: 'job-1', ended: { executionArn: ARN, status: 'STOPPED' } },
    ],
    [statusChange({ status: 'SUCCEEDED' }), undefined],
    [statusChange({ status: 'RUNNING' }), undefined],
    [statusChange({ durableExecutionName: 7 }), undefined],
    [statusChange({ durableExecutionArn: undefined }), undefined],
    [{ jobId: 7 }, undefined],
    [{ detail: 'text' }, undefined],
    [[], undefined],
  ])('%# is read', (message, report) => {
    expect(read(JSON.stringify(message))).toEqual(report);
  });

  it.each(['{', '', 7, null])('%j is about no job', (body) => {
    expect(read(body)).toBeUndefined();
  });
});

it.each([null, {}, { Records: 'none' }, statusChange({})])('%j is not of a queue', (event) => {
  expect(() => readQueuedReports(event)).toThrow('not of an SQS queue');
});
