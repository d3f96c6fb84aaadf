import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LambdaJobExecutions } from '../../../../lambda/adapters/lambda/job-executions';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { startDurableFunction } from '../../../../local/lambda/durable/start-function';
import { LambdaEmulator } from '../../../../local/lambda/emulator';
import { FunctionEnvironment } from '../../../../local/lambda/function-environment';
import { type LoopbackServer, serveOnLoopback } from '../../../../local/loopback-server';

const ALIAS = 'arn:aws:lambda:us-east-1:111122223333:function:job:live';

describe('executions of jobs', () => {
  const emulator = new LambdaEmulator();
  const durable = startDurableFunction({
    name: 'job',
    alias: 'live',
    // Its invocations fail at once, and are repeated.
    startEnvironment: () =>
      new FunctionEnvironment({ bundle: '/nowhere.js', variables: {}, onLogLine: () => {} }),
    pauseScale: 1,
    concurrency: 1,
    executionTimeoutSeconds: 3600,
  });
  let server: LoopbackServer;
  let client: LambdaClient;
  let executions: LambdaJobExecutions;

  beforeAll(async () => {
    emulator.add(durable);
    server = await serveOnLoopback(emulator.listener);
    client = new LambdaClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
    executions = new LambdaJobExecutions(client, ALIAS);
  });

  afterAll(async () => {
    client.destroy();
    await emulator.close();
    await server.close();
  });

  const arnOf = (jobId: string) =>
    durable.executions.all.find(({ start }) => start.name === jobId)?.arn ?? '';

  it('start once by the ID of their job, with nothing but that', async () => {
    await executions.start('job-1');
    await executions.start('job-1');
    const started = durable.executions.all.filter(({ start }) => start.name === 'job-1');
    expect(started.map(({ start }) => start.input)).toEqual(['{"jobId":"job-1"}']);
  });

  it('that an earlier release started with another event are started, too', async () => {
    const event = { FunctionName: ALIAS, InvocationType: 'Event' as const };
    const command = { ...event, DurableExecutionName: 'job-5', Payload: Buffer.from('{"id":5}') };
    await client.send(new InvokeCommand(command));
    await expect(executions.start('job-5')).resolves.toBeUndefined();
  });

  it('are read and stopped by their ARN', async () => {
    await executions.start('job-2');
    expect(await executions.readStatus(arnOf('job-2'))).toBe('RUNNING');
    await executions.stop(arnOf('job-2'));
    expect(await executions.readStatus(arnOf('job-2'))).toBe('STOPPED');
  });

  it('that are not known are neither read nor stopped', async () => {
    const arn = `${ALIAS.replace('live', '1')}/durable-execution/job-9/none`;
    expect(await executions.readStatus(arn)).toBe('unknown');
    await expect(executions.stop(arn)).resolves.toBeUndefined();
  });

  it.each(['Invoke', 'GetDurableExecution', 'StopDurableExecution'])(
    'are not available if %s fails',
    async (operation) => {
      await executions.start('job-3');
      emulator.failures.plan({ kind: 'internal', operation, times: 1 });
      const arn = arnOf('job-3');
      const calls = {
        Invoke: () => executions.start('job-4'),
        GetDurableExecution: () => executions.readStatus(arn),
        StopDurableExecution: () => executions.stop(arn),
      };
      await expect(calls[operation as keyof typeof calls]()).rejects.toThrow();
    },
  );
});

it.each(['RUNNING', 'PAUSED', undefined])(
  'an execution with the status %s goes on',
  async (Status) => {
    const server = await serveOnLoopback((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ Status }));
    });
    const client = new LambdaClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
    const arn = `${ALIAS.replace('live', '1')}/durable-execution/job-1/1`;
    expect(await new LambdaJobExecutions(client).readStatus(arn)).toBe('RUNNING');
    client.destroy();
    await server.close();
  },
);
