import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { EventBridgeStandIn } from '../../../local/event-bridge/event-bridge-stand-in';
import { serveOnLoopback } from '../../../local/loopback-server';

const EVENT = { Source: 'a', DetailType: 'b', Detail: '{}' };

async function startStandIn() {
  const standIn = new EventBridgeStandIn();
  const server = await serveOnLoopback(standIn.listener);
  const client = new EventBridgeClient({
    ...composeLocalClient(server.url),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const put = () => client.send(new PutEventsCommand({ Entries: [EVENT] }));
  return { standIn, put };
}

it.each([
  ['throttle', { name: 'ThrottlingException' }],
  ['internal', { $metadata: { httpStatusCode: 500 } }],
] as const)('takes nothing where it is to %s', async (kind, error) => {
  const { standIn, put } = await startStandIn();
  standIn.failures.plan({ kind });
  await expect(put()).rejects.toMatchObject(error);
  expect(standIn.journal).toEqual([]);
});

it('takes an event, and loses the answer', async () => {
  const { standIn, put } = await startStandIn();
  standIn.failures.plan({ kind: 'lost' });
  await expect(put()).rejects.toThrow();
  expect(standIn.journal).toEqual([EVENT]);
});
