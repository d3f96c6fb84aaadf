import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { BUDGET_TABLE } from '../../local/dynamo-db/emulator';

let aws: AwsEmulators;

beforeAll(async () => {
  aws = await serveAwsEmulators();
});
afterAll(() => aws.close());

it('serve Bedrock at the shared URL', async () => {
  const url = `${aws.url}/model/us.amazon.nova-2-lite-v1%3A0/converse`;
  const body = '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}';
  expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
  expect(aws.bedrock.journal.entries).toHaveLength(1);
});

it('serve Parameter Store at the shared URL', async () => {
  const headers = { 'x-amz-target': 'AmazonSSM.GetParametersByPath' };
  const list = await fetch(aws.url, { method: 'POST', headers, body: '{"Path":"/team"}' });
  expect(list.status).toBe(200);
  expect(aws.parameterStore.journal).toHaveLength(1);
});

it('serve DynamoDB at the shared URL, with the budget table', async () => {
  const client = new DynamoDBClient(composeLocalClient(aws.url));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: BUDGET_TABLE }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'caller', KeyType: 'HASH' },
      { AttributeName: 'period', KeyType: 'RANGE' },
    ],
  });
});

it('serve EventBridge at the shared URL', async () => {
  const client = new EventBridgeClient(composeLocalClient(aws.url));
  const event = { Source: 'a', DetailType: 'b', Detail: '{}' };
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries: [event] }));
  expect(FailedEntryCount).toBe(0);
  expect(aws.eventBridge.journal).toEqual([event]);
});

it('respond to other requests with a 404 that lists the services', async () => {
  const response = await fetch(`${aws.url}/bucket/key`, { method: 'PUT' });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    message:
      'No emulator serves PUT /bucket/key. The emulators are Bedrock, the price list, Parameter Store, DynamoDB, EventBridge, S3, Lambda, Step Functions, STS and Secrets Manager. The other paths are /_local/metrics.json, /_local/bedrock/failures, /_local/bedrock/replies, /_local/bedrock/journal, /_local/parameter-store/failures.',
  });
});
