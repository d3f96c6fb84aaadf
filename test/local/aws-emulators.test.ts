import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { serveAwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { BUDGET_TABLE } from '../../local/dynamo-db/emulator';

async function start() {
  const aws = await serveAwsEmulators();
  onTestFinished(() => aws.close());
  return aws;
}

it('answers for Bedrock and for Parameter Store at one address', async () => {
  const { url, bedrock, parameterStore } = await start();
  const converse = await fetch(`${url}/model/us.amazon.nova-2-lite-v1%3A0/converse`, {
    method: 'POST',
    body: '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}',
  });
  const list = await fetch(url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSSM.GetParametersByPath' },
    body: '{"Path":"/team"}',
  });
  expect([converse.status, list.status]).toEqual([200, 200]);
  expect(bedrock.journal.entries).toHaveLength(1);
  expect(parameterStore.journal).toHaveLength(1);
});

it('says of anything else that nobody answers it', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/bucket/key`, { method: 'PUT' });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    message:
      'No emulator answers PUT /bucket/key. There are emulators of Bedrock Runtime, Parameter Store, DynamoDB and EventBridge.',
  });
});

it('answers for DynamoDB and for EventBridge at the same address', async () => {
  const { url, eventBridge } = await start();
  const options = {
    ...composeLocalClient(url),
  };
  const dynamoDb = new DynamoDBClient(options);
  const bus = new EventBridgeClient(options);
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: BUDGET_TABLE }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'caller', KeyType: 'HASH' },
      { AttributeName: 'period', KeyType: 'RANGE' },
    ],
  });
  const event = { Source: 'a', DetailType: 'b', Detail: '{}' };
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [event] }));
  expect(FailedEntryCount).toBe(0);
  expect(eventBridge.journal).toEqual([event]);
});
