import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { EventBridgeCatalogNotices } from '../../../../lambda/adapters/event-bridge/catalog-notices';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { EventBridgeEmulator } from '../../../../local/event-bridge/emulator';
import { serveOnLoopback } from '../../../../local/loopback-server';

const NO_END = AbortSignal.timeout(60_000);

it('publishes as many notices as there are, of which a call takes ten', async () => {
  const emulator = new EventBridgeEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new EventBridgeClient(composeLocalClient(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const router = { parameterPrefix: '/team/router', region: 'us-east-1' };
  const notices = Array.from({ length: 21 }, (_, index) => ({
    kind: 'retiring' as const,
    notice: {
      modelId: `vendor.model-${index}`,
      endOfLife: '2027-01-08',
      daysToEndOfLife: 41,
      operations: ['extraction'],
      alternatives: [],
    },
  }));
  await new EventBridgeCatalogNotices(client, router).publish(notices, NO_END);

  expect(emulator.journal).toHaveLength(21);
  expect(emulator.journal[20]).toEqual({
    Source: 'bedrock-tier-router',
    DetailType: 'Model Retiring',
    Detail:
      '{"parameterPrefix":"/team/router","region":"us-east-1","modelId":"vendor.model-20","endOfLife":"2027-01-08","daysToEndOfLife":41,"operations":["extraction"],"alternatives":[]}',
  });
});
