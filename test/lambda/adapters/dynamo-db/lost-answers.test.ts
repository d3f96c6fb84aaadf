import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
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

describe('a write that arrives after its client gave it up', () => {
  /** A DynamoDB that carries the first call out when it is let, and all others at once. */
  async function startLate() {
    const emulator = new DynamoDbEmulator();
    let late: { readonly target: string; readonly body: string } | undefined;
    const server = await serveOnLoopback(async (request, response) => {
      if (late !== undefined) return emulator.listener(request, response);
      late = { target: String(request.headers['x-amz-target']), body: '' };
      late = { ...late, body: await text(request) };
    });
    const client = new DynamoDBClient({
      ...composeTimeLimitedClient(),
      ...composeLocalClient(server.url),
    });
    onTestFinished(async () => {
      client.destroy();
      await server.close();
    });
    const letArrive = async () => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': late?.target ?? '',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20261121T120000Z',
      };
      const body = late?.body ?? '';
      await (await fetch(server.url, { method: 'POST', headers, body })).arrayBuffer();
      expect(emulator.journal.at(-1)?.input).toEqual(JSON.parse(body));
    };
    return { ledger: new DynamoDbBudgetLedger(client, BUDGET_TABLE), letArrive };
  }

  const read = (ledger: DynamoDbBudgetLedger) =>
    ledger.settle(ACCOUNT, { ...RESERVATION, id: 'unknown' }, 0);

  it('reserves nothing again, and the charge stays one', async () => {
    const { ledger, letArrive } = await startLate();
    expect(await ledger.reserve(RESERVE)).toMatchObject({ isReserved: true });
    expect(await ledger.settle(ACCOUNT, RESERVATION, 300)).toMatchObject({ spentNanoUsd: 300 });
    await letArrive();
    expect(await read(ledger)).toMatchObject({ committedNanoUsd: 300, open: [] });
    expect(await ledger.settle(ACCOUNT, RESERVATION, 300)).toMatchObject({ spentNanoUsd: 300 });
  });

  it('reserves nothing for a request that was refused', async () => {
    const { ledger, letArrive } = await startLate();
    expect(await ledger.reserve({ ...RESERVE, limitNanoUsd: 1 })).toMatchObject({
      isReserved: false,
    });
    await ledger.settle(ACCOUNT, RESERVATION, 0);
    await letArrive();
    expect(await read(ledger)).toMatchObject({ committedNanoUsd: 0, open: [] });
  });

  it('is forgotten with its reservation', async () => {
    const { ledger } = await startLate();
    await ledger.reserve(RESERVE);
    const { settled } = await ledger.settle(ACCOUNT, RESERVATION, 300);
    expect(settled).toEqual([RESERVATION]);
    expect(await ledger.cleanUp(ACCOUNT, { expired: [], forgotten: [], settled })).toBe(true);
    expect(await read(ledger)).toMatchObject({ spentNanoUsd: 300, settled: [] });
  });
});
