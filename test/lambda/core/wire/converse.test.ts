import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import type { TieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { findWire } from '../../../../lambda/core/wire/find-wire';
import type { MetadataPair } from '../../../../lambda/core/wire/metadata/metadata-text';
import type { ReceivedRequest } from '../../../../lambda/core/wire/wire';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAUDE = 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-6';
const METADATA: readonly MetadataPair[] = [
  ['team', 'claims'],
  ['router-operation', 'extraction'],
];

interface Conversion {
  readonly received: Partial<ReceivedRequest>;
  readonly metadata?: readonly MetadataPair[];
  readonly candidate: TieredModelId;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'without a tier': {
    received: { body: '{"messages":[]}' },
    candidate: { baseModelId: NOVA, tier: 'default' },
    path: '/model/us.amazon.nova-2-lite-v1%3A0',
    body: '{"messages":[]}',
  },
  'on flex': {
    received: { body: ' {\n"n": 1.0e0, "s": "\\u00e9\\/" }' },
    candidate: { baseModelId: NOVA, tier: 'flex' },
    path: '/model/us.amazon.nova-2-lite-v1%3A0',
    body: ' {"serviceTier":{"type":"flex"},\n"n": 1.0e0, "s": "\\u00e9\\/" }',
  },
  'with a tier of its own that is not asked for': {
    received: { body: '{"a":1,"serviceTier":{"type":"priority"}}' },
    candidate: { baseModelId: NOVA, tier: 'default' },
    path: '/model/us.amazon.nova-2-lite-v1%3A0',
    body: '{"a":1}',
  },
  'to an ARN, in UTF-8': {
    received: { body: Buffer.from('{"text":"12,50 €"}') },
    candidate: { baseModelId: CLAUDE, tier: 'reserved' },
    path: '/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A%3Afoundation-model%2Fanthropic.claude-sonnet-4-6',
    body: '{"serviceTier":{"type":"reserved"},"text":"12,50 €"}',
  },
  'with credentials and Bedrock’s own headers': {
    received: {
      body: '{}',
      headers: {
        authorization: 'Bearer secret',
        'x-api-key': 'secret',
        'content-type': 'application/json; charset=utf-8',
        'x-amzn-bedrock-trace': 'ENABLED',
      },
    },
    candidate: { baseModelId: NOVA, tier: 'default' },
    path: '/model/us.amazon.nova-2-lite-v1%3A0',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-amzn-bedrock-trace': 'ENABLED',
    },
    body: '{}',
  },
  'with metadata and topK': {
    received: { body: '{"messages":[]}', adaptation: { topK: 5 } },
    metadata: METADATA,
    candidate: { baseModelId: NOVA, tier: 'flex' },
    path: '/model/us.amazon.nova-2-lite-v1%3A0',
    body:
      '{"serviceTier":{"type":"flex"},"requestMetadata":{"team":"claims","router-operation":"extraction"},' +
      '"additionalModelRequestFields":{"inferenceConfig":{"topK":5}},"messages":[]}',
  },
  'with edits everywhere': {
    received: {
      body:
        '{"requestMetadata":{"team":"own"}, "additionalModelRequestFields":{"thinking":{}}, ' +
        '"serviceTier":{"type":"flex"}, "messages":[]}',
      adaptation: { topK: 5 },
    },
    metadata: METADATA,
    candidate: { baseModelId: CLAUDE, tier: 'priority' },
    path: '/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A%3Afoundation-model%2Fanthropic.claude-sonnet-4-6',
    body:
      '{"serviceTier":{"type":"priority"},"requestMetadata":{"router-operation":"extraction","team":"own"}, ' +
      '"additionalModelRequestFields":{"top_k":5,"thinking":{}}, "messages":[]}',
  },
};

describe.each(['converse', 'converse-stream'] as const)('a %s request', (action) => {
  const wire = findWire(action);

  it.each(Object.entries(CONVERSIONS))('%s is written for Bedrock', (_, conversion) => {
    const { received, metadata = [], candidate } = conversion;
    const read = wire.read({ headers: {}, body: '{}', ...received });
    const request = metadata.length === 0 ? read : wire.addMetadata(read, metadata);
    const written = wire.write(request, candidate, BUILT_IN_CATALOG);
    expect({ ...written, adapted: undefined, body: String(written.body) }).toEqual({
      action,
      baseModelId: candidate.baseModelId,
      path: `${conversion.path}/${action}`,
      headers: conversion.headers ?? { 'content-type': 'application/json' },
      body: conversion.body,
    });
  });

  it('is written anew for each candidate', () => {
    const request = wire.addMetadata(
      wire.read({ headers: {}, body: '{"a":1}', adaptation: { topK: 5 } }),
      [['k', 'v']],
    );
    const write = (baseModelId: string, tier: TieredModelId['tier']) =>
      String(wire.write(request, { baseModelId, tier }, BUILT_IN_CATALOG).body);
    const first = write(NOVA, 'flex');
    expect(write('google.gemma-3-27b-it', 'default')).toBe('{"requestMetadata":{"k":"v"},"a":1}');
    expect(write(NOVA, 'flex')).toBe(first);
  });

  it.each([
    [{ body: '{"serviceTier":{"type":"flex"}}' }, 'flex'],
    [{ body: '{}', headers: { 'x-amzn-bedrock-service-tier': 'standard' } }, 'default'],
    [{ body: '{}' }, undefined],
  ])('that is %j asks for %s', (received, askedTier) => {
    expect(wire.read({ headers: {}, ...received }).askedTier).toBe(askedTier);
  });

  it.each([
    ['no JSON', {}, 'invalid-body'],
    ['{"serviceTier":"flex"}', {}, 'invalid-tier'],
    ['{}', { 'x-amzn-bedrock-service-tier': 'turbo' }, 'invalid-tier'],
    [
      '{"serviceTier":{"type":"flex"}}',
      { 'x-amzn-bedrock-service-tier': 'priority' },
      'conflicting-tiers',
    ],
    ['{}', { 'anthropic-beta': 'a\u0100' }, 'invalid-header'],
  ])('that is %s with headers %j is refused: %s', (body, headers, code) => {
    expect(() => wire.read({ headers, body })).toThrow(expect.objectContaining({ code }));
  });

  it('is answered in full once a stream has sent its messageStop', () => {
    const tap = wire.openTap({ 'x-amzn-bedrock-service-tier': 'flex' }, () => 0);
    expect(tap.isComplete).toBe(false);
    expect(tap.facts().resolvedTier).toBe('flex');
  });

  it('takes a tier, in a body that every model reads', () => {
    const { tiers, bodyFormat, isStreaming } = wire;
    expect({ tiers, bodyFormat, isStreaming }).toEqual({
      tiers: ['priority', 'default', 'flex', 'reserved'],
      bodyFormat: 'converse',
      isStreaming: action === 'converse-stream',
    });
    expect(wire.sharesBody(NOVA, CLAUDE)).toBe(true);
  });
});
