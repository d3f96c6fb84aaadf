import { describe, expect, it } from 'vitest';
import type { ServiceTier } from '../../../../lambda/core/ids/service-tier';
import type { Target } from '../../../../lambda/core/routing/target';
import { writeBedrockRequest } from '../../../../lambda/core/wire/bedrock-request';
import { readConverseBody } from '../../../../lambda/core/wire/converse-body';

const CONVERSE: Target = {
  caller: undefined,
  bounds: { models: 'any', tiers: ['default', 'flex'] },
  action: 'converse',
  operation: 'extraction',
  mappingVersion: '3',
  baseModelId: 'us.amazon.nova-2-lite-v1:0',
  suffixTier: 'flex',
  requestedTier: 'flex',
  isStrict: false,
  fallbacks: [],
  timeoutMillis: undefined,
  metadata: {},
  headers: {},
  body: readConverseBody('{"messages":[]}'),
};
const BYTES = Uint8Array.of(0xff, 0x00, 0x7b, 0xc3);
const INVOKE: Target = { ...CONVERSE, action: 'invoke', body: { opaque: BYTES } };

const novaOn = (tier: ServiceTier) => ({ baseModelId: 'us.amazon.nova-2-lite-v1:0', tier });

const NAMED_TIERS = ['priority', 'flex', 'reserved'] as const;
const TIERS = [...NAMED_TIERS, 'default'] as const;

describe.each(['converse', 'converse-stream'] as const)('a %s call', (action) => {
  const target: Target = { ...CONVERSE, action };

  it.each(NAMED_TIERS)('asks for %s in its body', (tier) => {
    expect(writeBedrockRequest(target, novaOn(tier))).toEqual({
      action,
      baseModelId: 'us.amazon.nova-2-lite-v1:0',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(`{"serviceTier":{"type":"${tier}"},"messages":[]}`),
    });
  });

  it.each([
    ['us.amazon.nova-2-lite-v1:0', '{"inferenceConfig":{"topK":5}}'],
    ['eu.anthropic.claude-sonnet-4-6', '{"top_k":5}'],
  ])('has topK and the tier where %s takes them', (baseModelId, fields) => {
    const { body } = writeBedrockRequest({ ...target, topK: 5 }, { baseModelId, tier: 'flex' });
    expect(String(body)).toBe(
      `{"serviceTier":{"type":"flex"},"messages":[],"additionalModelRequestFields":${fields}}`,
    );
  });

  it('asks for default by silence', () => {
    expect(String(writeBedrockRequest(target, novaOn('default')).body)).toBe('{"messages":[]}');
  });

  it.each(['{"serviceTier":{"type":"flex"},"n":1.0}', '{"n":1.0,"serviceTier":null}'])(
    'asks for default by silence where its body spoke: %s',
    (text) => {
      const body = readConverseBody(text);
      const written = writeBedrockRequest({ ...target, body }, novaOn('default'));
      expect(String(written.body)).toBe('{"n":1.0}');
    },
  );
});

describe.each(['invoke', 'invoke-with-response-stream'] as const)('an %s call', (action) => {
  const target: Target = { ...INVOKE, action };

  it.each(NAMED_TIERS)('asks for %s in a header', (tier) => {
    expect(writeBedrockRequest(target, novaOn(tier))).toEqual({
      action,
      baseModelId: 'us.amazon.nova-2-lite-v1:0',
      headers: { 'content-type': 'application/json', 'x-amzn-bedrock-service-tier': tier },
      body: BYTES,
    });
  });

  it.each(['default', 'standard', 'flex'])(
    'asks for default by silence where its header said %s',
    (word) => {
      const headers = { 'x-amzn-bedrock-service-tier': word };
      expect(writeBedrockRequest({ ...target, headers }, novaOn('default')).headers).toEqual({
        'content-type': 'application/json',
      });
    },
  );
});

describe('a count-tokens call', () => {
  it.each(TIERS)('is silent about the tier, also about %s', (tier) => {
    const headers = { 'x-amzn-bedrock-service-tier': 'flex' };
    const opaque = '{"input":{"converse":{"messages":[]}}}';
    const target: Target = { ...INVOKE, action: 'count-tokens', headers, body: { opaque } };
    expect(writeBedrockRequest(target, novaOn(tier))).toEqual({
      action: 'count-tokens',
      baseModelId: 'us.amazon.nova-2-lite-v1:0',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(opaque),
    });
  });
});

describe('any call', () => {
  it.each([CONVERSE, INVOKE])('takes along what Bedrock understands, and no credentials', (to) => {
    const headers = {
      authorization: 'Bearer secret',
      cookie: 'session=secret',
      'content-type': 'application/json; charset=utf-8',
      'x-api-key': 'secret',
      'x-amzn-bedrock-service-tier': 'priority',
      'x-amzn-bedrock-trace': 'ENABLED',
    };
    expect(writeBedrockRequest({ ...to, headers }, novaOn('default')).headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'x-amzn-bedrock-trace': 'ENABLED',
    });
  });

  it.each(TIERS)('hands on an opaque body untouched for %s', (tier) => {
    expect(writeBedrockRequest(INVOKE, novaOn(tier)).body).toBe(BYTES);
    const text = '{"serviceTier":{"type":"turbo"},"service_tier":"flex", 1.0e0';
    const written = writeBedrockRequest({ ...INVOKE, body: { opaque: text } }, novaOn(tier));
    expect(String(written.body)).toBe(text);
  });

  it('goes to the candidate, whatever the target names', () => {
    const candidate = { baseModelId: 'google.gemma-3-27b-it', tier: 'priority' } as const;
    expect(writeBedrockRequest(CONVERSE, candidate)).toMatchObject({
      baseModelId: 'google.gemma-3-27b-it',
      body: Buffer.from('{"serviceTier":{"type":"priority"},"messages":[]}'),
    });
  });

  it('does not change its target', () => {
    const headers = Object.freeze({ 'x-amzn-bedrock-service-tier': 'flex' });
    const target = Object.freeze({ ...INVOKE, headers });
    writeBedrockRequest(target, novaOn('priority'));
    expect(target.headers).toEqual({ 'x-amzn-bedrock-service-tier': 'flex' });
  });
});
