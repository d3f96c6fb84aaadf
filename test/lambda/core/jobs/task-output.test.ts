import { describe, expect, it } from 'vitest';
import { composeTaskOutput, mayFitTask } from '../../../../lambda/core/jobs/task-output';
import { jobState } from '../../../fakes/jobs/job';

const REFERENCE =
  '{"jobId":"job-1","status":"SUCCEEDED","location":"/v1/jobs/job-1","receipt":null';

function succeeded(bytes: number) {
  const response = { bytes, contentType: 'application/json' };
  return jobState({ status: 'SUCCEEDED', response });
}

describe('the output of a task', () => {
  it('has the response as it was stored', () => {
    const response = '{ "größe": 1.0 }';
    expect(composeTaskOutput(succeeded(16), Buffer.from(response))).toBe(
      `${REFERENCE},"response":${response}}`,
    );
  });

  it.each([
    [256_000, true],
    [256_001, false],
  ])('of %i bytes has it: %s', (bytes, hasResponse) => {
    const text = `"${'x'.repeat(bytes - REFERENCE.length - ',"response":}'.length - 2)}"`;
    const output = composeTaskOutput(succeeded(text.length), Buffer.from(text));
    expect(output.length).toBe(hasResponse ? bytes : REFERENCE.length + 1);
  });

  it.each([
    [succeeded(255_999), true],
    [succeeded(256_000), false],
    [jobState({ status: 'FAILED' }), false],
  ])('%#: its response is worth reading: %s', (state, mayFit) => {
    expect(mayFitTask(state)).toBe(mayFit);
  });
});
