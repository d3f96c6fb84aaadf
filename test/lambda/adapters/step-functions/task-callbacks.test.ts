import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StepFunctionsTaskCallbacks } from '../../../../lambda/adapters/step-functions/task-callbacks';
import { describeFailure } from '../../../../lambda/core/errors/describe-cause';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { type LoopbackServer, serveOnLoopback } from '../../../../local/loopback-server';
import { StepFunctionsEmulator } from '../../../../local/step-functions/emulator';

describe('callbacks of tasks', () => {
  const emulator = new StepFunctionsEmulator();
  let server: LoopbackServer;
  let client: SFNClient;
  let tasks: StepFunctionsTaskCallbacks;

  beforeAll(async () => {
    server = await serveOnLoopback(emulator.listener);
    client = new SFNClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
    tasks = new StepFunctionsTaskCallbacks(client);
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  it('arrive', async () => {
    await tasks.succeed('token-1', '{"jobId":"1"}');
    await tasks.fail('token-2', { code: 'deadline-passed', cause: '{}' });
    expect(emulator.journal).toMatchObject([
      { operation: 'SendTaskSuccess', taskToken: 'token-1', output: '{"jobId":"1"}' },
      { operation: 'SendTaskFailure', taskToken: 'token-2', error: 'deadline-passed', cause: '{}' },
    ]);
  });

  it('to a task that does not wait any more are no failure', async () => {
    emulator.timedOut.add('token-3');
    await expect(tasks.succeed('token-3', '{}')).resolves.toBeUndefined();
    await expect(tasks.fail('token-3', { code: 'x', cause: '' })).resolves.toBeUndefined();
  });

  it('fail if Step Functions does', async () => {
    emulator.failures.plan({ kind: 'throttle', times: 1 });
    await expect(tasks.succeed('token-4', '{}')).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it.each(['ValidationException', 'InvalidOutput'])(
    'fail with %s without the words of Step Functions, which quote token and output',
    async (name) => {
      const quoting = await serveOnLoopback((_, response) => {
        const body = { __type: name, message: "Value '{token-5, invoice 4711}' is refused" };
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(body));
      });
      const own = new SFNClient({ ...composeLocalClient(quoting.url), maxAttempts: 1 });
      const failure = await new StepFunctionsTaskCallbacks(own)
        .succeed('token-5', '{"invoice":4711}')
        .catch((error) => describeFailure(error));
      expect(failure).toEqual({ name, message: 'Step Functions refused the end of a task' });
      own.destroy();
      await quoting.close();
    },
  );
});
