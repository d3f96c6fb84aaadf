import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { EventBridgeCatalogNotices } from '../../../../lambda/adapters/event-bridge/catalog-notices';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { EventBridgeEmulator } from '../../../../local/event-bridge/emulator';
import { serveOnLoopback } from '../../../../local/loopback-server';

const NO_END = AbortSignal.timeout(60_000);

const NOTICES = Array.from({ length: 21 }, (_, index) => ({
  kind: 'retiring' as const,
  notice: {
    modelId: `vendor.model-${index}`,
    endOfLife: '2027-01-08',
    daysToEndOfLife: 41,
    operations: ['extraction'],
    alternatives: [],
  },
}));

async function startNotices() {
  const emulator = new EventBridgeEmulator();
  let calls = 0;
  const server = await serveOnLoopback((request, response) => {
    calls += 1;
    emulator.listener(request, response);
  });
  const client = new EventBridgeClient(composeLocalClient(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const router = { parameterPrefix: '/team/router', region: 'us-east-1' };
  const notices = new EventBridgeCatalogNotices(client, router);
  return { emulator, notices, countCalls: () => calls };
}

it('sends the notices that follow one that is refused', async () => {
  const { emulator, notices, countCalls } = await startNotices();
  emulator.refusesEntries = true;

  await expect(notices.publish(NOTICES, NO_END)).rejects.toThrow('ThrottlingException');
  expect(countCalls()).toBe(3);
});

it('publishes as many notices as there are, of which a call takes ten', async () => {
  const { emulator, notices } = await startNotices();
  await notices.publish(NOTICES, NO_END);

  expect(emulator.journal).toHaveLength(21);
  expect(emulator.journal[20]).toEqual({
    Source: 'bedrock-tier-router',
    DetailType: 'Model Retiring',
    Detail:
      '{"parameterPrefix":"/team/router","region":"us-east-1","modelId":"vendor.model-20","endOfLife":"2027-01-08","daysToEndOfLife":41,"operations":["extraction"],"alternatives":[]}',
  });
});
