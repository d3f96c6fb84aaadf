import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetDurableExecutionCommand,
  InvokeCommand,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { startDurableFunction } from '../../../../local/lambda/durable/start-function';
import { LambdaEmulator } from '../../../../local/lambda/emulator';
import { FunctionEnvironment } from '../../../../local/lambda/function-environment';
import { type LoopbackServer, serveOnLoopback } from '../../../../local/loopback-server';

const emulator = new LambdaEmulator();
const failed: string[] = [];
const lost: string[] = [];
let server: LoopbackServer;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await serveOnLoopback(emulator.listener);
  lambda = new LambdaClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  emulator.add(
    startDurableFunction({
      name: 'example',
      alias: 'live',
      startEnvironment: () =>
        new FunctionEnvironment({
          bundle: join(__dirname, 'example-function.cjs'),
          variables: {
            AWS_REGION: 'us-east-1',
            AWS_ENDPOINT_URL_LAMBDA: server.url,
            AWS_ACCESS_KEY_ID: 'local',
            AWS_SECRET_ACCESS_KEY: 'local',
          },
          onLogLine: () => {},
        }),
      pauseScale: 0.000_01,
      concurrency: 2,
      executionTimeoutSeconds: 12 * 60 * 60,
      onFailure: ({ start }) => failed.push(start.name),
      onLostStart: (input) => lost.push(input),
    }),
  );
});

afterAll(async () => {
  lambda.destroy();
  await emulator.close();
  await server.close();
});

async function start(name: string, event: object, FunctionName = 'example:live') {
  const { DurableExecutionArn } = await lambda.send(
    new InvokeCommand({
      FunctionName,
      InvocationType: 'Event',
      DurableExecutionName: name,
      Payload: JSON.stringify(event),
    }),
  );
  return DurableExecutionArn;
}

function get(DurableExecutionArn: string | undefined) {
  return lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
}

async function waitForEnd(arn: string | undefined) {
  return vi.waitFor(
    async () => {
      const execution = await get(arn);
      expect(execution.Status).not.toBe('RUNNING');
      return execution;
    },
    { timeout: 30_000, interval: 20 },
  );
}

it('runs an execution to its end, and lets its clock jump over the waits', async () => {
  const execution = await waitForEnd(await start('waits', { pauses: 3 }));
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
  const execution = await waitForEnd(await start('pages', { pauses: 11 }));
  expect(execution).toMatchObject({ Status: 'SUCCEEDED', Result: '{"waitedHours":11}' });
});

it('ends an execution that takes too long', async () => {
  const execution = await waitForEnd(await start('late', { pauses: 13 }));
  expect(execution).toMatchObject({ Status: 'TIMED_OUT' });
  expect(failed).toContain('late');
});

it('invokes again after the process was killed within a step', async () => {
  const crashes = join(await mkdtemp(join(tmpdir(), 'durable-')), 'crashed');
  const execution = await waitForEnd(await start('crashes', { crashes }));
  expect(execution).toMatchObject({ Status: 'SUCCEEDED', Result: '{"waitedHours":1}' });
  expect(existsSync(crashes)).toBe(true);
});

it('fails with the error of the function, and reports it', async () => {
  const execution = await waitForEnd(await start('fails', { fails: true }));
  expect(execution).toMatchObject({ Status: 'FAILED', Error: { ErrorMessage: 'as asked' } });
  expect(failed).toContain('fails');
});

it('takes a name once, and refuses it with another event', async () => {
  const arn = await start('once', {});
  expect(await start('once', {})).toBe(arn);
  await expect(start('once', { pauses: 2 })).rejects.toMatchObject({
    name: 'DurableExecutionAlreadyStartedException',
    $metadata: { httpStatusCode: 409 },
  });
});

it.each([
  ['without a qualifier', 'a', {}, 'example', 'InvalidParameterValueException'],
  ['of an unknown version', 'a', {}, 'example:7', 'ResourceNotFoundException'],
  ['of an unknown function', 'a', {}, 'other:live', 'ResourceNotFoundException'],
  ['with a name of 65 characters', 'a'.repeat(65), {}, undefined, 'InvalidParameterValueException'],
  [
    'with an event above 1 MB',
    'a',
    { a: 'a'.repeat(1024 * 1024) },
    undefined,
    'RequestTooLargeException',
  ],
])('refuses a start %s', async (_, name, event, functionName, error) => {
  await expect(start(name, event, functionName)).rejects.toMatchObject({ name: error });
});

it('stops an execution that waits, and lists it by its status', async () => {
  const arn = await start('stops', { pauses: 1e6 });
  const reason = { ErrorType: 'Stopped', ErrorMessage: 'by its caller' };
  await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn, Error: reason }));
  expect(await get(arn)).toMatchObject({ Status: 'STOPPED', Error: reason });
  const { DurableExecutions } = await lambda.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: 'example', Statuses: ['STOPPED'] }),
  );
  expect(DurableExecutions).toMatchObject([{ DurableExecutionName: 'stops', Status: 'STOPPED' }]);
});

it('accepts a start that is lost, and hands its event to the dead-letter queue', async () => {
  const [durable] = emulator.functions.values();
  if (durable !== undefined) durable.lostStarts = 1;
  const arn = await start('lost', { pauses: 2 });
  expect(lost).toEqual(['{"pauses":2}']);
  await expect(get(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
