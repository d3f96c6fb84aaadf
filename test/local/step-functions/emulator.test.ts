import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';
import { StepFunctionsEmulator } from '../../../local/step-functions/emulator';

async function startEmulator() {
  const emulator = new StepFunctionsEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new SFNClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const succeed = (taskToken: string, output = '{}') =>
    client.send(new SendTaskSuccessCommand({ taskToken, output }));
  const fail = (taskToken: string, error: string) =>
    client.send(new SendTaskFailureCommand({ taskToken, error, cause: 'because' }));
  return { emulator, succeed, fail };
}

it('ends a task once', async () => {
  const { emulator, succeed, fail } = await startEmulator();
  await succeed('a', '{"n":1}');
  await fail('b', 'Late');
  await expect(fail('a', 'Late')).rejects.toMatchObject({ name: 'TaskTimedOut' });
  expect(emulator.journal).toEqual([
    { operation: 'SendTaskSuccess', taskToken: 'a', output: '{"n":1}' },
    { operation: 'SendTaskFailure', taskToken: 'b', error: 'Late', cause: 'because' },
  ]);
});

it.each([['text'], [`"${'a'.repeat(256 * 1024)}"`]])(
  'refuses an invalid output',
  async (output) => {
    const { succeed } = await startEmulator();
    await expect(succeed('a', output)).rejects.toMatchObject({ name: 'InvalidOutput' });
  },
);

it('refuses the end of a task that has timed out', async () => {
  const { emulator, succeed } = await startEmulator();
  emulator.timedOut.add('a');
  await expect(succeed('a')).rejects.toMatchObject({ name: 'TaskTimedOut' });
});
