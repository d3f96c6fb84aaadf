import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../../local/dynamo-db/emulator';
import { type LoopbackServer, serveOnLoopback } from '../../../local/loopback-server';

const emulator = new DynamoDbEmulator();
let server: LoopbackServer;
let client: DynamoDBClient;
/** Each test has its own item. */
let period = 0;

beforeAll(async () => {
  server = await serveOnLoopback(emulator.listener);
  client = new DynamoDBClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  await emulator.start();
});
beforeEach(() => {
  period += 1;
  emulator.forgetCalls();
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

/** Adds 1 to the item. */
function add(options: { readonly abortSignal?: AbortSignal } = {}) {
  const command = new UpdateItemCommand({
    TableName: BUDGET_TABLE,
    Key: { caller: { S: 'key1' }, period: { S: String(period) } },
    UpdateExpression: 'ADD spent :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  });
  return client.send(command, options);
}

const spent = (nanoUsd: string) => ({ Attributes: { spent: { N: nanoUsd } } });
const ABORTED = { name: 'AbortError' };

it('throttles with both exceptions of DynamoDB, and writes nothing', async () => {
  emulator.failures.plan({ kind: 'throttle', times: 2 });
  const names = [];
  for (const _ of [1, 2]) names.push(await add().catch(({ name }) => name));
  expect(names.sort()).toEqual(['ProvisionedThroughputExceededException', 'ThrottlingException']);
  expect(await add()).toMatchObject(spent('1'));
});

it('responds with an internal error, and writes nothing', async () => {
  emulator.failures.plan({ kind: 'internal' });
  await expect(add()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  expect(await add()).toMatchObject(spent('1'));
});

/** Adds, and disconnects once the call has arrived. */
async function abortOnArrival(): Promise<void> {
  const leaving = new AbortController();
  const call = add({ abortSignal: leaving.signal });
  await expect.poll(() => emulator.callsInProgress).toBe(1);
  leaving.abort();
  await expect(call).rejects.toMatchObject(ABORTED);
}

it('hangs until its client disconnects, and writes nothing', async () => {
  emulator.failures.plan({ kind: 'hang' });
  await abortOnArrival();
  expect(await add()).toMatchObject(spent('1'));
});

it('writes, and breaks the connection instead of responding', async () => {
  emulator.failures.plan({ kind: 'lost' });
  await expect(add()).rejects.toThrow();
  expect(await add()).toMatchObject(spent('2'));
});

it('records each call, its response, and whether the client received it', async () => {
  emulator.failures.plan({ kind: 'lost', skip: 1 });
  emulator.failures.plan({ kind: 'slow', milliseconds: 500, skip: 1 });
  await add();
  await expect(add()).rejects.toThrow();
  await abortOnArrival();
  await expect.poll(() => emulator.callsInProgress).toBe(0);
  expect(emulator.journal).toMatchObject([
    {
      operation: 'UpdateItem',
      input: { TableName: BUDGET_TABLE },
      output: spent('1'),
      isReceived: true,
    },
    { failure: 'lost', output: spent('2'), isReceived: false },
    { failure: 'slow', output: spent('3'), isReceived: false },
  ]);
  emulator.forgetCalls();
  expect(emulator.journal).toEqual([]);
});
