import { describe, expect, it } from 'vitest';
import { identifyReply, isCachedRequest } from '../../../../lambda/core/reply-cache/reply-identity';
import { type PlanOptions, plan } from '../../../fakes/plan';

const CACHE = { mode: 'simple', maxAgeSeconds: 60, scope: 'caller' } as const;
const MODEL = 'us.amazon.nova-2-lite-v1:0';

interface Asked extends PlanOptions {
  readonly scope?: 'caller' | 'operation';
  readonly callerId?: string;
  readonly model?: string;
}

function identify({ scope = 'caller', callerId, model = MODEL, ...options }: Asked): string {
  const request = { plan: plan('N:flex', options), cache: { ...CACHE, scope }, callerId };
  return identifyReply(request, model)
    .map((piece) => Buffer.from(piece).toString())
    .join('');
}

const BODY = '{"messages":[]}';

describe('requests are equal', () => {
  it.each<[string, Asked, Asked]>([
    ['with another tier in the header', {}, { headers: { 'x-amzn-bedrock-service-tier': 'flex' } }],
    [
      'with another tier in the body',
      { body: '{"serviceTier":{"type":"flex"},"messages":[]}' },
      { body: '{"serviceTier":{"type":"priority"},"messages":[]}' },
    ],
    ['with metadata for the router', {}, { headers: { 'x-router-metadata': '{"page":"1"}' } }],
    ['with a header that is not for Bedrock', {}, { headers: { 'user-agent': 'curl' } }],
    [
      'of two callers in the scope of the operation',
      { scope: 'operation', callerId: 'a' },
      { scope: 'operation', callerId: 'b' },
    ],
    [
      'with headers in another order',
      { headers: { accept: 'a', 'anthropic-beta': 'b' } },
      { headers: { 'anthropic-beta': 'b', accept: 'a' } },
    ],
  ])('%s', (_, one, other) => {
    expect(identify({ body: BODY, ...one })).toBe(identify({ body: BODY, ...other }));
  });
});

describe('requests differ', () => {
  it.each<[string, Asked, Asked]>([
    ['by a space in the body', {}, { body: `${BODY} ` }],
    [
      'by the order of members',
      { body: '{"messages":[],"system":[]}' },
      { body: '{"system":[],"messages":[]}' },
    ],
    ['by their caller', { callerId: 'a' }, { callerId: 'b' }],
    ['by having a caller', {}, { callerId: 'null' }],
    ['by their scope', { scope: 'caller' }, { scope: 'operation' }],
    ['by the model that answered', {}, { model: 'google.gemma-3-27b-it' }],
    ['by the profile of the model', {}, { model: 'eu.amazon.nova-2-lite-v1:0' }],
    ['by their API', {}, { action: 'invoke' }],
    ['by a header for the model', {}, { headers: { 'anthropic-beta': 'x' } }],
    [
      'by what the settings write',
      {},
      { settings: { set: { inferenceConfig: { temperature: 0 } } } },
    ],
    [
      'by the guardrail of the settings',
      { settings: { guardrail: { id: 'a', version: '1' } } },
      { settings: { guardrail: { id: 'a', version: '2' } } },
    ],
    [
      'by what is in a header and what is in the body',
      { headers: { accept: 'a' } },
      { headers: { accept: 'b' } },
    ],
  ])('%s', (_, one, other) => {
    expect(identify({ body: BODY, ...one })).not.toBe(identify({ body: BODY, ...other }));
  });
});

it.each([
  ['converse', BODY, true],
  ['invoke', BODY, true],
  ['converse-stream', BODY, false],
  ['invoke-with-response-stream', BODY, false],
  ['count-tokens', '{"input":{"converse":{"messages":[]}}}', false],
  ['chat-completions', BODY, true],
  ['chat-completions', '{"messages":["see https://example.com"],"store":false}', true],
  ['chat-completions', '{"messages":[],"store":true}', false],
  ['chat-completions', '{"messages":[{"image_url":{"url":"HTTPS://a/b.png"}}]}', false],
  ['chat-completions-stream', BODY, false],
  ['responses', '{"store":false,"input":"x"}', false],
  ['responses-stream', '{"store":false,"input":"x"}', false],
  ['converse', '{"messages":[],"x":{"s3Location":{"uri":"s3://a/b"}}}', false],
  ['invoke', '{"messages":[],"x":{"s3Location":{"uri":"s3://a/b"}}}', false],
] as const)('%s with %s can be cached: %j', (action, body, isCached) => {
  const text = action === 'count-tokens' ? 'amazon.nova-2-lite-v1:0' : 'acme.unknown';
  expect(isCachedRequest(plan(text, { action, body }))).toBe(isCached);
});
