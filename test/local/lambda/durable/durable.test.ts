import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { runExample } from './run-example';

const example = runExample();

it('runs an execution to its end, and lets its clock jump over the waits', async () => {
  const execution = await example.run('waits', { pauses: 3 });
  expect(execution).toMatchObject({
    DurableExecutionName: 'waits',
    Status: 'SUCCEEDED',
    Result: '{"waitedHours":3}',
    InputPayload: '{"pauses":3}',
  });
  const took = Number(execution.EndTimestamp) - Number(execution.StartTimestamp);
  expect(Math.floor(took / 3_600_000)).toBe(3);
});

it('reads operations beyond those of the event', async () => {
  const execution = await example.run('pages', { pauses: 11 });
  expect(execution).toMatchObject({ Status: 'SUCCEEDED', Result: '{"waitedHours":11}' });
});

it('ends an execution that takes too long', async () => {
  expect(await example.run('late', { pauses: 13 })).toMatchObject({ Status: 'TIMED_OUT' });
  expect(example.failed).toContain('late');
});

it('invokes again after the process was killed within a step', async () => {
  const crashes = join(await mkdtemp(join(tmpdir(), 'durable-')), 'crashed');
  const execution = await example.run('crashes', { crashes });
  expect(execution).toMatchObject({ Status: 'SUCCEEDED', Result: '{"waitedHours":1}' });
  expect(existsSync(crashes)).toBe(true);
});

it('tries a step again after its pause', async () => {
  const execution = await example.run('retries', { failures: 2, retries: 2, pauses: 0 });
  expect(execution).toMatchObject({ Status: 'SUCCEEDED' });
  const took = Number(execution.EndTimestamp) - Number(execution.StartTimestamp);
  expect(Math.floor(took / 60_000)).toBe(2);
});

it('fails with the error of the function, and reports it', async () => {
  const execution = await example.run('fails', { failures: 1 });
  expect(execution).toMatchObject({ Status: 'FAILED', Error: { ErrorMessage: 'as asked' } });
  expect(example.failed).toContain('fails');
});

it('takes a name once, and refuses it with another event', async () => {
  const arn = await example.invoke('once', {});
  expect(await example.invoke('once', {})).toBe(arn);
  await expect(example.invoke('once', { pauses: 2 })).rejects.toMatchObject({
    name: 'DurableExecutionAlreadyStartedException',
    $metadata: { httpStatusCode: 409 },
  });
});

const LARGE = { a: 'a'.repeat(1024 * 1024) };

it.each([
  ['without a qualifier', 'a', {}, 'example', 'InvalidParameterValueException'],
  ['of an unknown version', 'a', {}, 'example:7', 'ResourceNotFoundException'],
  ['of an unknown function', 'a', {}, 'other:live', 'ResourceNotFoundException'],
  ['with a name of 65 characters', 'a'.repeat(65), {}, undefined, 'InvalidParameterValueException'],
  ['with an event above 1 MB', 'a', LARGE, undefined, 'RequestTooLargeException'],
])('refuses a start %s', async (_, name, event, functionName, error) => {
  await expect(example.invoke(name, event, functionName)).rejects.toMatchObject({ name: error });
});

it('stops an execution that waits, and lists it by its status', async () => {
  const DurableExecutionArn = await example.invoke('stops', { pauses: 1e6 });
  const reason = { ErrorType: 'Stopped', ErrorMessage: 'by its caller' };
  await example.lambda.send(
    new StopDurableExecutionCommand({ DurableExecutionArn, Error: reason }),
  );
  const stopped = { DurableExecutionName: 'stops', Status: 'STOPPED' };
  expect(await example.get(DurableExecutionArn)).toMatchObject({ ...stopped, Error: reason });
  const { DurableExecutions } = await example.lambda.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: 'example', Statuses: ['STOPPED'] }),
  );
  expect(DurableExecutions).toMatchObject([stopped]);
});

it('accepts a start that is lost, and hands its event to the dead-letter queue', async () => {
  const [durable] = example.emulator.functions.values();
  if (durable !== undefined) durable.lostStarts = 1;
  const arn = await example.invoke('lost', { pauses: 2 });
  expect(example.lost).toEqual(['{"pauses":2}']);
  await expect(example.get(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
