import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { EventBridgeBudgetNotices } from '../../../../lambda/adapters/event-bridge/event-bridge-budget-notices';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { EventBridgeStandIn } from '../../../../local/event-bridge/event-bridge-stand-in';
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
  return { standIn, notices: new EventBridgeBudgetNotices(client) };
}

it('puts a notice on the bus', async () => {
  const { standIn, notices } = await startNotices();
  await notices.publish(NOTICE);
  expect(standIn.journal).toEqual([
    {
      Source: 'bedrock-tier-router',
      DetailType: 'Budget Threshold Reached',
      Detail: JSON.stringify(NOTICE),
    },
  ]);
});

it('throws where the bus takes nothing', async () => {
  const { standIn, notices } = await startNotices();
  standIn.fate = 'refused';
  await expect(notices.publish(NOTICE)).rejects.toThrow(
    'EventBridge refused the event: ThrottlingException',
  );
  standIn.fate = 'taken';
  standIn.failures.plan({ kind: 'internal' });
  await expect(notices.publish(NOTICE)).rejects.toThrow();
  expect(standIn.journal).toEqual([]);
});
