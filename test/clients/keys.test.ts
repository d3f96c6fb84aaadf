import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { generateText } from 'ai';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { writePolicy } from '../../local/write-parameters';
import { createAnthropicClient, QUESTION } from './anthropic-client';
import { CLAUDE, MESSAGES } from './bedrock-client';
import { runRouter } from './run-router';

const KEY = 'canaryClaims0123456789012345678901234567';
const REVOKED = 'canaryRevoked012345678901234567890123456';
const UNKNOWN = 'canaryUnknown012345678901234567890123456';
const router = runRouter({
  settings: { authorization: 'keys', mappingMaxAgeSeconds: 0 },
  callers: [
    { apiKey: { id: 'claims0000', value: KEY }, policy: { name: 'claims' } },
    { apiKey: { id: 'revoked000', value: REVOKED, enabled: false }, policy: { name: 'revoked' } },
  ],
});

const BODY = JSON.stringify({ messages: MESSAGES });

async function call(headers: Record<string, string>) {
  const response = await fetch(`${router.url}/v1/extraction`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: BODY,
  });
  const { message } = JSON.parse(await response.text());
  return [response.status, response.headers.get('x-amzn-errortype'), message];
}

function createClient(token: string): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: router.url,
    token: { token },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** Nothing arrives at Bedrock and nothing is logged that has a key in it, whatever the tests of this file sent. */
afterAll(() => {
  expect(router.log.text).toContain('"caller_id":"claims0000"');
  expect(router.log.text).not.toContain('canary');
});

function expectNoKeyAtBedrock(): void {
  const { headers, path, body } = router.arrival;
  expect(JSON.stringify(headers) + path + body.toString('utf8')).not.toContain('canary');
  expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=local\//);
}

/** Runs a program with a clean environment. */
async function converseWithToken(token: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(__dirname, 'converse-with-token.cjs')],
    {
      env: {
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: router.url,
        AWS_BEARER_TOKEN_BEDROCK: token,
      },
    },
  );
  return JSON.parse(stdout);
}

describe('a key is sent', () => {
  it('by the AWS SDK that has AWS_BEARER_TOKEN_BEDROCK and nothing else', async () => {
    expect(await converseWithToken(KEY)).toEqual({ status: 200, serviceTier: { type: 'flex' } });
    expectNoKeyAtBedrock();
  });

  it('by plain HTTP as x-api-key or as a bearer token', async () => {
    expect((await call({ 'x-api-key': KEY }))[0]).toBe(200);
    expect((await call({ authorization: `Bearer ${KEY}` }))[0]).toBe(200);
    expectNoKeyAtBedrock();
  });

  it('by Anthropic’s SDK as its API key', async () => {
    const client = createAnthropicClient(router.url, { skipAuth: false, apiKey: KEY });
    const message = await client.messages.create({ ...QUESTION, model: CLAUDE });
    expect(message.stop_reason).toBe('end_turn');
    expectNoKeyAtBedrock();
  });

  it('by the AI SDK as its API key', async () => {
    const bedrock = createAmazonBedrock({ baseURL: router.url, apiKey: KEY, region: 'us-east-1' });
    const { finishReason } = await generateText({ model: bedrock('extraction'), prompt: 'Hello' });
    expect(finishReason).toBe('stop');
    expectNoKeyAtBedrock();
  });
});

const UNAUTHORIZED = [401, 'UnauthorizedException', 'Unauthorized'];
const FORBIDDEN = [403, 'ForbiddenException', 'Forbidden'];

describe('a request is refused by API Gateway', () => {
  it.each([
    ['without a key', {}, UNAUTHORIZED],
    ['with an unknown key', { 'x-api-key': UNKNOWN }, FORBIDDEN],
    ['with a revoked key', { 'x-api-key': REVOKED }, FORBIDDEN],
  ])('%s', async (_, headers: Record<string, string>, refusal) => {
    expect(await call(headers)).toEqual(refusal);
    expect(router.arrivals).toEqual([]);
  });

  it('with a key from the moment that it is disabled or deleted', async () => {
    const { id, value } = await router.apiKeys.create({ value: `canary${'d'.repeat(34)}` });
    writePolicy(router.parameters, id, { name: 'leaver' });
    await expect.poll(async () => (await call({ 'x-api-key': value }))[0]).toBe(200);
    await router.apiKeys.setEnabled(id, false);
    expect(await call({ 'x-api-key': value })).toEqual(FORBIDDEN);
    await router.apiKeys.setEnabled(id, true);
    expect((await call({ 'x-api-key': value }))[0]).toBe(200);
    await router.apiKeys.delete(id);
    expect(await call({ 'x-api-key': value })).toEqual(FORBIDDEN);
  });

  it.each([
    [
      'throttled',
      { throttle: { rateLimit: 0, burstLimit: 1 } },
      'TooManyRequestsException',
      'Too Many Requests',
    ],
    [
      'over its quota',
      { quota: { limit: 1, period: 'DAY' } },
      'LimitExceededException',
      'Limit Exceeded',
    ],
  ] as const)('with a key that is %s', async (_, plan, errorType, message) => {
    const { id, value } = await router.apiKeys.create({
      ...plan,
      value: `canary${errorType}${'0'.repeat(9)}`,
    });
    const [status] = await call({ 'x-api-key': value });
    expect(status).toBe(403);
    expect(await call({ 'x-api-key': value })).toEqual([429, errorType, message]);
    await router.apiKeys.delete(id);
  });
});

describe('the AWS SDK reads', () => {
  it.each([
    ['an unknown key', UNKNOWN, 403, 'ForbiddenException', 'Forbidden'],
    ['no key', 'canary key', 401, 'UnauthorizedException', 'Unauthorized'],
  ])('the refusal of %s', async (_, token, httpStatusCode, name, message) => {
    const converse = new ConverseCommand({ modelId: 'extraction', messages: MESSAGES });
    await expect(createClient(token).send(converse)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode },
    });
  });

  it('a spent quota as a throttle, and tries again', async () => {
    const value = `canary${'q'.repeat(34)}`;
    const { id } = await router.apiKeys.create({ value, quota: { limit: 0, period: 'MONTH' } });
    expect(await converseWithToken(value)).toEqual({
      status: 429,
      name: 'LimitExceededException',
      message: 'Limit Exceeded',
      attempts: 3,
    });
    await router.apiKeys.delete(id);
  });
});
