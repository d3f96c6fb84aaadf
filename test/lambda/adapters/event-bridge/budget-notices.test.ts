import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { EventBridgeBudgetNotices } from '../../../../lambda/adapters/event-bridge/budget-notices';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { EventBridgeEmulator } from '../../../../local/event-bridge/emulator';
import { serveOnLoopback } from '../../../../local/loopback-server';

const NOTICE = {
  caller: 'claims-team',
  callerId: 'key1',
  period: '2026-11',
  limitUsd: 100,
  spentUsd: 80.5,
  threshold: 80,
} as const;

async function startNotices() {
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
  return { emulator, notices: new EventBridgeBudgetNotices(client) };
}

it('puts a notice on the bus', async () => {
  const { emulator, notices } = await startNotices();
  await notices.publish(NOTICE);
  expect(emulator.journal).toEqual([
    {
      Source: 'bedrock-tier-router',
      DetailType: 'Budget Threshold Reached',
      Detail: JSON.stringify(NOTICE),
    },
  ]);
});

it.each<[string, (emulator: EventBridgeEmulator) => void]>([
  ['accepts no entry', (emulator) => (emulator.refusesEntries = true)],
  ['fails', ({ failures }) => failures.plan({ kind: 'internal' })],
  ['throttles', ({ failures }) => failures.plan({ kind: 'throttle' })],
])('lets a notice be repeated if the bus %s', async (_, prepare) => {
  const { emulator, notices } = await startNotices();
  prepare(emulator);
  await expect(notices.publish(NOTICE)).rejects.toMatchObject({ name: 'NoticeDelayedError' });
  expect(emulator.journal).toEqual([]);
});

it('lets no notice be repeated that the bus may have', async () => {
  const { emulator, notices } = await startNotices();
  emulator.failures.plan({ kind: 'lost' });
  await expect(notices.publish(NOTICE)).rejects.not.toMatchObject({ name: 'NoticeDelayedError' });
  expect(emulator.journal).toHaveLength(1);
});
