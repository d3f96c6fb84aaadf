import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { composeTimeLimitedClient } from '../../../../lambda/adapters/aws-sdk/time-limited-client';
import { DynamoDbBudgetLedger } from '../../../../lambda/adapters/dynamo-db/budget-ledger';
import { readLedgerFault } from '../../../../lambda/adapters/dynamo-db/ledger-fault';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveOnLoopback } from '../../../../local/loopback-server';

/** What the ledger throws for an answer of DynamoDB. */
async function reserveAt(url: string): Promise<unknown> {
  const client = new DynamoDBClient({
    ...composeTimeLimitedClient(),
    ...composeLocalClient(url),
  });
  onTestFinished(() => client.destroy());
  return new DynamoDbBudgetLedger(client, 'budgets')
    .reserve({
      account: { callerId: 'key1', period: '2026-11-21' },
      reservation: { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 },
      limitNanoUsd: 1_000,
      forgetAt: 1_795_246_200,
    })
    .catch((error: unknown) => error);
}

const THROTTLED = { name: 'LedgerError', kind: 'throttled' };
const UNREACHABLE = { name: 'LedgerError', kind: 'unreachable' };

it.each([
  [400, 'ProvisionedThroughputExceededException', THROTTLED],
  [400, 'ThrottlingException', THROTTLED],
  [400, 'RequestLimitExceeded', THROTTLED],
  [500, 'InternalServerError', UNREACHABLE],
  [503, 'ServiceUnavailable', UNREACHABLE],
  [400, 'ValidationException', { name: 'ValidationException' }],
  [400, 'AccessDeniedException', { name: 'AccessDeniedException' }],
])('%d %s is %j', async (status, type, error) => {
  const server = await serveOnLoopback((_request, response) => {
    response.writeHead(status).end(JSON.stringify({ __type: `com.amazonaws.dynamodb#${type}` }));
  });
  onTestFinished(() => server.close());
  expect(await reserveAt(server.url)).toMatchObject(error);
});

it.each([
  [
    'nobody listens',
    async () => {
      const server = await serveOnLoopback(() => {});
      await server.close();
      return server.url;
    },
  ],
  [
    'the connection breaks',
    async () => {
      const server = await serveOnLoopback((request) => request.destroy());
      onTestFinished(() => server.close());
      return server.url;
    },
  ],
])('is unreachable if %s', async (_, start) => {
  expect(await reserveAt(await start())).toMatchObject(UNREACHABLE);
});

it('is unreachable with the cause `TimeoutError` if no answer comes', async () => {
  const server = await serveOnLoopback(() => {});
  onTestFinished(() => server.close());
  expect(await reserveAt(server.url)).toMatchObject({
    ...UNREACHABLE,
    cause: { name: 'TimeoutError' },
  });
});

it('leaves a bug as it is', () => {
  const bug = new TypeError('undefined is not a function');
  expect(readLedgerFault(bug)).toBe(bug);
  expect(readLedgerFault('thrown')).toBe('thrown');
});
