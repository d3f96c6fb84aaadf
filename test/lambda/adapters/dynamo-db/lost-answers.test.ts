import type { RequestListener } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { composeTimeLimitedClient } from '../../../../lambda/adapters/aws-sdk/time-limited-client';
import { DynamoDbBudgetLedger } from '../../../../lambda/adapters/dynamo-db/budget-ledger';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../../../local/dynamo-db/emulator';
import { serveOnLoopback } from '../../../../local/loopback-server';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };
const RESERVATION = { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 };
const RESERVE = {
  account: ACCOUNT,
  reservation: RESERVATION,
  limitNanoUsd: 1_000,
  forgetAt: 1_795_246_200,
};

const WARNING = {
  threshold: 80,
  limitNanoUsd: 1_000,
  forgetAt: 1_795_246_200,
  publisher: 'request1',
} as const;

/** A DynamoDB that carries requests out and can cut the connection before its answer. */
async function startLossy() {
  const emulator = new DynamoDbEmulator();
  const link = { losesNext: false, requests: 0 };
  const listener: RequestListener = (request, response) => {
    link.requests += 1;
    if (link.losesNext) {
      link.losesNext = false;
      response.end = () => response.destroy();
    }
    emulator.listener(request, response);
  };
  const server = await serveOnLoopback(listener);
  const client = new DynamoDBClient({
    ...composeTimeLimitedClient(),
    ...composeLocalClient(server.url),
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  const lose = async <Told>(step: () => Promise<Told>): Promise<Told> => {
    link.losesNext = true;
    const before = link.requests;
    const entry = await step();
    expect(link.requests - before).toBe(2);
    return entry;
  };
  return { ledger, lose };
}

it('reserves once if the answer was lost and the SDK repeats the call', async () => {
  const { ledger, lose } = await startLossy();
  expect(await lose(() => ledger.reserve(RESERVE))).toMatchObject({
    isReserved: true,
    entry: { committedNanoUsd: 800, open: [RESERVATION] },
  });
});

it('spends once if the answer was lost and the SDK repeats the call', async () => {
  const { ledger, lose } = await startLossy();
  await ledger.reserve(RESERVE);
  expect(await lose(() => ledger.settle(ACCOUNT, RESERVATION, 300))).toMatchObject({
    spentNanoUsd: 300,
    committedNanoUsd: 300,
    open: [],
  });
});

it('knows its own warning if the answer was lost and the SDK repeats the call', async () => {
  const { ledger, lose } = await startLossy();
  expect(await lose(() => ledger.noteWarning(ACCOUNT, WARNING))).toBe(true);
  expect(await ledger.noteWarning(ACCOUNT, { ...WARNING, publisher: 'request2' })).toBe(false);
});

it('gives up a DynamoDB that does not answer', async () => {
  const server = await serveOnLoopback(() => {});
  const client = new DynamoDBClient({
    ...composeTimeLimitedClient(),
    ...composeLocalClient(server.url),
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  await expect(ledger.reserve(RESERVE)).rejects.toMatchObject({
    kind: 'unreachable',
    cause: { message: expect.stringMatching(/within the configured 1 ?000 ?ms|timeout/i) },
  });
});
