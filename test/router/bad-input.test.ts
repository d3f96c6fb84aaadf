import { expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { BODY, post } from './support';

const router = runRouter({
  settings: {
    allowedModels: ['us.amazon.nova-2-lite-v1:0'],
    allowedTiers: ['default', 'flex', 'priority'],
  },
});

const FLEX_BODY = `{"serviceTier":{"type":"flex"},${BODY.slice(1)}`;
const TIER_HEADER = 'x-amzn-bedrock-service-tier';

it.each<[string, string, { body?: string; headers?: Record<string, string> }, unknown[], string]>([
  [
    'an unknown operation',
    '/v1/summary',
    {},
    [404, 'ResourceNotFoundException', 'unknown-operation'],
    'there is no operation "summary"; the operations are assessment, classification, extraction',
  ],
  [
    'a body that is not JSON',
    '/v1/extraction',
    { body: '{"messages": [}' },
    [400, 'ValidationException', 'invalid-body'],
    'the body is not JSON: unexpected character at line 1, column 15',
  ],
  [
    'two tiers at once',
    '/v1/extraction',
    { body: FLEX_BODY, headers: { [TIER_HEADER]: 'priority' } },
    [400, 'ValidationException', 'conflicting-tiers'],
    'the header asks for service tier "priority" and the body for "flex"; send one of them',
  ],
  [
    'a tier outside the allowed ones',
    '/v1/extraction',
    { headers: { [TIER_HEADER]: 'reserved' } },
    [403, 'AccessDeniedException', 'tier-not-allowed'],
    'service tier "reserved" is not allowed here; the allowed tiers are priority, default, flex',
  ],
  [
    'a model outside the allowed ones',
    '/model/amazon.nova-pro-v1%3A0%3Aflex/converse',
    {},
    [403, 'AccessDeniedException', 'model-not-allowed'],
    'model "amazon.nova-pro-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0',
  ],
  [
    'an unknown path',
    '/v2/extraction',
    {},
    [404, 'UnknownOperationException', 'unknown-path'],
    'there is nothing at /v2/extraction; send POST /v1/{operation}, POST /v1/{operation}/stream, POST /model/{modelId}/{action}, POST /openai/v1/chat/completions, POST /openai/v1/responses, GET /v1/operations, GET /v1/models or GET /health',
  ],
])('refuses %s', async (_what, path, { body, headers }, refusal, message) => {
  const response = await post(router, path, body, headers);
  const { headers: answered } = response;
  expect(await response.json()).toEqual({ message });
  expect([
    response.status,
    answered.get('x-amzn-errortype'),
    answered.get('x-router-error'),
  ]).toEqual(refusal);
  expect(router.arrivals).toEqual([]);
});

it('names the allowed method in the header Allow', async () => {
  const response = await fetch(`${router.url}/v1/extraction`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

it('accepts a body of 5 MB', async () => {
  const text = 'x'.repeat(5 * 1024 * 1024);
  const response = await post(router, '/v1/extraction', BODY.replace('Invoice 4711', text));
  expect(response.status).toBe(200);
});
