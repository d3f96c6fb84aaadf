import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { EventBridgeEmulator } from '../../../local/event-bridge/emulator';
import { serveOnLoopback } from '../../../local/loopback-server';

const EVENT = { Source: 'a', DetailType: 'b', Detail: '{}' };

async function startEmulator() {
  const emulator = new EventBridgeEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new EventBridgeClient({
    ...composeLocalClient(server.url),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const put = () => client.send(new PutEventsCommand({ Entries: [EVENT] }));
  return { emulator, put };
}

it.each([
  ['throttle', { name: 'ThrottlingException' }],
  ['internal', { $metadata: { httpStatusCode: 500 } }],
] as const)('records nothing if it fails by %s', async (kind, error) => {
  const { emulator, put } = await startEmulator();
  emulator.failures.plan({ kind });
  await expect(put()).rejects.toMatchObject(error);
  expect(emulator.journal).toEqual([]);
});

it('records an event, and breaks the connection instead of responding', async () => {
  const { emulator, put } = await startEmulator();
  emulator.failures.plan({ kind: 'lost' });
  await expect(put()).rejects.toThrow();
  expect(emulator.journal).toEqual([EVENT]);
});
