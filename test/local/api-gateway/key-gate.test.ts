import type { APIGatewayAuthorizerResult, APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { ApiKeys } from '../../../local/api-gateway/api-keys';
import { type Authorizer, createKeyGate } from '../../../local/api-gateway/key-gate';
import { createRestApi } from '../../../local/api-gateway/rest-api';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ask } from '../bedrock/ask';
import { answerWith } from './start-rest-api';

const VALUE = 'v'.repeat(40);

function allow(
  usageIdentifierKey: string,
  Effect: 'Allow' | 'Deny' = 'Allow',
): APIGatewayAuthorizerResult {
  const Statement = [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }];
  const policyDocument = { Version: '2012-10-17', Statement };
  return { principalId: 'caller', context: { team: 'claims' }, policyDocument, usageIdentifierKey };
}

/** A REST API with one key and an authorizer. Collects the events of authorizer and function. */
async function startRestApi(authorizer: Authorizer) {
  const apiKeys = new ApiKeys();
  const usagePlan = { throttle: undefined, quota: undefined };
  apiKeys.create({ id: 'claims0000', value: VALUE, enabled: true, usagePlan });
  const authorized: unknown[] = [];
  const events: APIGatewayProxyEvent[] = [];
  const gate = createKeyGate((event) => {
    authorized.push(event);
    return authorizer(event);
  }, apiKeys);
  const restApi = createRestApi(
    (event, ...rest) => {
      events.push(event);
      return answerWith('served')(event, ...rest);
    },
    60_000,
    gate,
  );
  const server = await serveOnLoopback(restApi);
  onTestFinished(() => server.close());
  return { url: server.url, authorized, events };
}

it('sends each request without its body to the authorizer', async () => {
  const { url, authorized } = await startRestApi(async () => allow(VALUE));
  await ask(`${url}/v1/extraction`, { body: Buffer.from('secret') });
  await ask(`${url}/v1/extraction`, { body: Buffer.from('secret') });
  expect(authorized).toHaveLength(2);
  expect(authorized[0]).toMatchObject({
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:111122223333:local/local/POST/v1/extraction',
    path: '/v1/extraction',
    httpMethod: 'POST',
    requestContext: { identity: { apiKey: null, apiKeyId: null } },
  });
  expect(JSON.stringify(authorized)).not.toContain('secret');
});

it('passes the key to the function', async () => {
  const { url, events } = await startRestApi(async () => allow(VALUE));
  expect(await ask(url)).toMatchObject({ status: 200 });
  expect(events[0]?.requestContext).toMatchObject({
    authorizer: { principalId: 'caller', team: 'claims' },
    identity: { apiKey: VALUE, apiKeyId: 'claims0000', sourceIp: '127.0.0.1' },
  });
});

const failWith = (message: string) => async () => {
  throw new Error(message);
};

it.each([
  ['says Unauthorized', failWith('Unauthorized'), 401, 'UnauthorizedException', 'Unauthorized'],
  ['fails', failWith('secret'), 500, 'AuthorizerConfigurationException', 'Internal server error'],
  [
    'denies',
    async () => allow(VALUE, 'Deny'),
    403,
    'AccessDeniedException',
    'User is not authorized to access this resource',
  ],
  ['names no key', async () => allow(''), 403, 'ForbiddenException', 'Forbidden'],
  ['names another key', async () => allow('w'.repeat(40)), 403, 'ForbiddenException', 'Forbidden'],
])('refuses a request if the authorizer %s', async (_, authorizer, status, errorType, message) => {
  const { url, events } = await startRestApi(authorizer);
  const answer = await ask(url);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'x-amzn-errortype': errorType,
  });
  expect(answer.body.toString()).toBe(JSON.stringify({ message }));
  expect(events).toEqual([]);
});
