import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { findWire } from '../../../../lambda/core/wire/find-wire';

const US = 'us.amazon.nova-2-lite-v1:0';
const BYTES = Uint8Array.of(0xff, 0x00, 0x7b, 0xc3);
const JSON_ALONE = { 'content-type': 'application/json' };
const METADATA_HEADER = 'x-amzn-bedrock-request-metadata';

describe.each(['invoke', 'invoke-with-response-stream'] as const)('an %s request', (action) => {
  const wire = findWire(action);

  it.each([
    ['priority', {}, { ...JSON_ALONE, 'x-amzn-bedrock-service-tier': 'priority' }],
    ['flex', {}, { ...JSON_ALONE, 'x-amzn-bedrock-service-tier': 'flex' }],
    ['reserved', {}, { ...JSON_ALONE, 'x-amzn-bedrock-service-tier': 'reserved' }],
    ['default', {}, JSON_ALONE],
    ['default', { 'x-amzn-bedrock-service-tier': 'flex' }, JSON_ALONE],
    ['default', { 'x-amzn-bedrock-service-tier': 'standard' }, JSON_ALONE],
    [
      'flex',
      {
        'x-amzn-bedrock-service-tier': 'priority',
        'x-amzn-bedrock-trace': 'ENABLED',
        cookie: 'session=secret',
      },
      {
        ...JSON_ALONE,
        'x-amzn-bedrock-service-tier': 'flex',
        'x-amzn-bedrock-trace': 'ENABLED',
      },
    ],
  ] as const)('for %s with headers %j is written for Bedrock', (tier, headers, written) => {
    const request = wire.read({ headers, body: BYTES, adaptation: { topK: 5 } });
    expect(wire.write(request, { baseModelId: US, tier }, BUILT_IN_CATALOG)).toEqual({
      action,
      baseModelId: US,
      path: `/model/us.amazon.nova-2-lite-v1%3A0/${action}`,
      headers: written,
      body: BYTES,
    });
  });

  it('has its body as it came, be it bytes or text', () => {
    const candidate = { baseModelId: US, tier: 'flex' } as const;
    const write = (body: string | Uint8Array) =>
      wire.write(wire.read({ headers: {}, body }), candidate, BUILT_IN_CATALOG).body;
    expect(write(BYTES)).toBe(BYTES);
    const text = '{"serviceTier":{"type":"turbo"},"service_tier":"flex", 1.0e0, "€"';
    expect(String(write(text))).toBe(text);
  });

  it('has metadata in a header', () => {
    const read = wire.read({ headers: {}, body: BYTES });
    const request = wire.addMetadata(read, [['router-operation', 'extraction']]);
    expect(
      wire.write(request, { baseModelId: US, tier: 'default' }, BUILT_IN_CATALOG),
    ).toMatchObject({
      headers: { ...JSON_ALONE, [METADATA_HEADER]: '{"router-operation":"extraction"}' },
      body: BYTES,
    });
    expect(read.headers).toEqual(JSON_ALONE);
  });

  it.each([
    [undefined, undefined],
    ['priority', 'priority'],
    ['standard', 'default'],
  ])('asks by header %s for %s, whatever its body says', (header, askedTier) => {
    const headers = header === undefined ? {} : { 'x-amzn-bedrock-service-tier': header };
    const body = '{"serviceTier":{"type":"reserved"}}';
    expect(wire.read({ headers, body }).askedTier).toBe(askedTier);
  });

  it.each([
    [{ 'x-amzn-bedrock-service-tier': 'turbo' }, 'invalid-tier'],
    [{ 'anthropic-beta': 'a\u0100' }, 'invalid-header'],
  ])('with headers %j is refused: %s', (headers, code) => {
    expect(() => wire.read({ headers, body: BYTES })).toThrow(expect.objectContaining({ code }));
  });

  it('is answered in full once a stream has sent the last event of its model', () => {
    const tap = wire.openTap({ 'x-amzn-bedrock-service-tier': 'flex' }, () => 0);
    expect(tap.isComplete).toBe(false);
    expect(tap.facts().resolvedTier).toBe('flex');
  });

  it('takes a tier, in a body that only the same model reads', () => {
    const { tiers, bodyFormat, isStreaming } = wire;
    expect({ tiers, bodyFormat, isStreaming }).toEqual({
      tiers: ['priority', 'default', 'flex', 'reserved'],
      bodyFormat: 'family',
      isStreaming: action === 'invoke-with-response-stream',
    });
    expect(wire.sharesBody(US, 'global.amazon.nova-2-lite-v1:0')).toBe(true);
    expect(wire.sharesBody(US, 'amazon.nova-2-lite-v1:0')).toBe(true);
    expect(wire.sharesBody(US, 'google.gemma-3-27b-it')).toBe(false);
  });
});
