import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../../local/dynamo-db/dynamo-db-emulator';
import { serveOnLoopback } from '../../../local/loopback-server';

async function startEmulator() {
  const emulator = new DynamoDbEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new DynamoDBClient({
    ...composeLocalClient(server.url),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  await emulator.start();
  return { emulator, client };
}

const add = () =>
  new UpdateItemCommand({
    TableName: BUDGET_TABLE,
    Key: { caller: { S: 'key1' }, period: { S: '2026-11' } },
    UpdateExpression: 'ADD spent :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  });
const spent = (nanoUsd: string) => ({ Attributes: { spent: { N: nanoUsd } } });

it('throttles in both of DynamoDB’s words, and does nothing', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'throttle', calls: 2 });
  const names = [];
  for (const _ of [1, 2]) names.push(await client.send(add()).catch(({ name }) => name));
  expect(names).toEqual(['ThrottlingException', 'ProvisionedThroughputExceededException']);
  expect(await client.send(add())).toMatchObject(spent('1'));
});

it('fails inside, and does nothing', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'internal' });
  await expect(client.send(add())).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  expect(await client.send(add())).toMatchObject(spent('1'));
});

it('hangs until its client gives up, and does nothing', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'hang' });
  const leaving = new AbortController();
  const call = client.send(add(), { abortSignal: leaving.signal });
  await expect.poll(() => emulator.callsUnderWay).toBe(1);
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(await client.send(add())).toMatchObject(spent('1'));
});

it('does what it is asked, and loses the answer', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'lost' });
  await expect(client.send(add())).rejects.toThrow();
  expect(await client.send(add())).toMatchObject(spent('2'));
});

it('keeps what was asked, what was done, and whether anybody heard of it', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'lost', skip: 1 });
  emulator.failures.plan({ kind: 'slow', delayMillis: 500, skip: 1 });
  await client.send(add());
  await client.send(add()).catch(() => {});
  const leaving = new AbortController();
  const call = client.send(add(), { abortSignal: leaving.signal });
  await expect.poll(() => emulator.callsUnderWay).toBe(1);
  leaving.abort();
  await call.catch(() => {});
  await expect.poll(() => emulator.callsUnderWay).toBe(0);
  expect(emulator.journal).toMatchObject([
    {
      operation: 'UpdateItem',
      input: { TableName: BUDGET_TABLE },
      output: spent('1'),
      isHeard: true,
    },
    { failure: 'lost', output: spent('2'), isHeard: false },
    { failure: 'slow', output: spent('3'), isHeard: false },
  ]);
  emulator.forgetCalls();
  expect(emulator.journal).toEqual([]);
});
