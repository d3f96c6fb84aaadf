import { Server } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startDynalite } from '../../../local/dynamo-db/start-dynalite';

const HEAD = {
  method: 'POST',
  url: '/',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.DescribeTable',
    'x-amz-date': '20261121T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  },
};

it('answers in the process alone: no port is open that any web page could call', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen');
  onTestFinished(() => listen.mockRestore());
  const dynalite = await startDynalite({ budgets: ['caller', 'period'] });
  const { status, body } = await dynalite(HEAD, '{"TableName":"budgets"}');
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ Table: { TableStatus: 'ACTIVE' } });
  expect(listen).not.toHaveBeenCalled();
});
