import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';
import { BODY } from '../support';

const KEY = 'key-of-claims-0123456789';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const TIER = 'x-amzn-bedrock-service-tier';
const METADATA = { 'x-router-metadata': '{"team":"claims"}' };
const DEEP = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;

const router = runRouter({
  settings: { authorization: 'keys' },
  callers: [
    {
      apiKey: { id: 'claims0000', value: KEY },
      policy: { name: 'claims', operations: ['extraction', 'direct'], models: [NOVA] },
    },
  ],
});

async function refuse(path: string, headers: Record<string, string>, body = BODY, method = 'POST') {
  // Lines of other tests may come late.
  const session = randomUUID();
  const own = { 'x-api-key': KEY, 'x-claude-code-session-id': session };
  const answer = await ask(`${router.url}${path}`, {
    method,
    body,
    headers: { 'content-type': 'application/json', ...own, ...METADATA, ...headers },
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return router.log.find((line) => line['session_id'] === session);
}

const KNOWN = { caller: 'claims', caller_id: 'claims0000', metadata: { team: 'claims' } };
const DIRECT = { operation: 'direct', action: 'converse' };
const CHAT_PATH = '/openai/v1/chat/completions';
const EXTRACTION_PATH = '/v1/extraction/openai/v1';
const CHAT = { operation: 'extraction', action: 'chat-completions' };
const EXTRACTION = { operation: 'extraction', action: 'converse' };

describe('the log line of a request that is refused before it is planned', () => {
  it.each<[string, string, Record<string, string>, string, object]>([
    ['invalid-tier', '/v1/extraction', { [TIER]: 'turbo' }, BODY, EXTRACTION],
    [
      'conflicting-tiers',
      '/v1/extraction',
      { [TIER]: 'flex' },
      '{"serviceTier":{"type":"priority"}}',
      EXTRACTION,
    ],
    ['invalid-header', '/v1/extraction', { 'x-router-timeout-ms': 'soon' }, BODY, EXTRACTION],
    ['invalid-body', '/v1/extraction', {}, 'no JSON', EXTRACTION],
    ['invalid-body', '/v1/extraction', {}, DEEP, EXTRACTION],
    ['unsupported-media-type', '/v1/extraction', { 'content-encoding': 'gzip' }, BODY, EXTRACTION],
    ['invalid-model-id', `/model/${NOVA}:turbo/converse`, {}, BODY, DIRECT],
    ['caller-not-allowed', '/model/google.gemma-3-27b-it/converse', {}, BODY, DIRECT],
    ['caller-not-allowed', '/v1/assessment', {}, BODY, { operation: 'assessment' }],
    ['invalid-body', `${EXTRACTION_PATH}/chat/completions`, {}, 'no JSON', CHAT],
    ['invalid-body', `${EXTRACTION_PATH}/chat/completions`, {}, '{"model":"m.n"}', CHAT],
    ['invalid-body', '/openai/v1/responses', {}, '{"model":7}', { action: 'responses' }],
    ['invalid-tier', CHAT_PATH, {}, '{"model":"extraction","service_tier":"scale"}', CHAT],
  ])(
    'has caller, operation and metadata: %s at %s with %j',
    async (code, path, headers, body, known) => {
      expect(await refuse(path, headers, body)).toMatchObject({
        ...KNOWN,
        ...known,
        router_error: code,
      });
    },
  );

  it('has no name of an operation that is not mapped', async () => {
    const line = await refuse('/model/secret/converse', {});
    expect(line).toMatchObject({
      ...KNOWN,
      action: 'converse',
      router_error: 'caller-not-allowed',
    });
    expect(line).not.toHaveProperty('operation');
  });

  it('has no metadata that breaks a rule', async () => {
    const line = await refuse('/v1/extraction', { 'x-router-metadata': '{"team":7}' });
    expect(line).toMatchObject({ caller: 'claims', ...EXTRACTION, router_error: 'invalid-header' });
    expect(line).not.toHaveProperty('metadata');
  });

  it.each([
    ['POST', '/nowhere', 'unknown-path'],
    ['POST', '/v1/messages', 'unknown-path'],
    ['PUT', '/v1/extraction', 'method-not-allowed'],
  ])('has caller and metadata of %s %s', async (method, path, code) => {
    expect(await refuse(path, {}, BODY, method)).toMatchObject({ ...KNOWN, router_error: code });
  });
});

describe('the answer to a refused request of OpenAI’s wire', () => {
  const CONTRADICTION =
    'the path names the operation "extraction" and the body the model "us.acme.large"; write the operation as "model", or ' +
    'call POST /openai/v1 without an operation in the path';

  it.each<readonly [string, string, number, string, object]>([
    [
      CHAT_PATH,
      '{"model":',
      400,
      'invalid-body',
      { message: 'the body is not JSON: unexpected end of text', param: null },
    ],
    [
      '/v1/responses',
      '{"input":"x"}',
      400,
      'invalid-body',
      {
        message:
          'the body names no model; write the name of an operation or a tiered model ID as "model"',
      },
    ],
    [CHAT_PATH, '{"model":"a","model":"b"}', 400, 'invalid-body', {}],
    [
      `${EXTRACTION_PATH}/responses`,
      '{"model":"us.acme.large"}',
      400,
      'invalid-body',
      { message: CONTRADICTION, type: 'invalid_request_error' },
    ],
    [CHAT_PATH, '{"model":"gpt-4o"}', 403, 'caller-not-allowed', { type: 'permission_error' }],
    [CHAT_PATH, '{"model":"extraction","stream":1}', 400, 'invalid-body', {}],
    [
      '/v1/chat/completions',
      '{"model":"extraction","service_tier":["flex"]}',
      400,
      'invalid-tier',
      { param: 'service_tier' },
    ],
    ['/openai/v1/embeddings', '{}', 404, 'unknown-path', { type: 'not_found_error' }],
  ])('%s with %s is %d %s in its shape', async (path, body, status, code, error) => {
    const answer = await ask(`${router.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-api-key': KEY },
    });
    expect(answer).toMatchObject({
      status,
      headers: { 'x-router-error': code, 'x-should-retry': 'false' },
    });
    expect(answer.headers).toHaveProperty(['x-request-id']);
    expect(answer.headers).not.toHaveProperty(['x-amzn-errortype']);
    expect(JSON.parse(String(answer.body))).toEqual({
      error: {
        message: expect.any(String),
        type: expect.any(String),
        param: null,
        code,
        ...error,
      },
    });
  });
});
