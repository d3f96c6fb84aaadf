import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import { findWire } from '../../../../lambda/core/wire/find-wire';

const wire = findWire('count-tokens');
const BODY = '{"input":{"converse":{"messages":[]}}}';

it.each(SERVICE_TIERS)('a count of tokens names neither tier nor metadata, also for %s', (tier) => {
  const headers = { 'x-amzn-bedrock-service-tier': 'turbo', 'anthropic-beta': 'one' };
  const read = wire.read({ headers, body: BODY });
  const request = wire.addMetadata(read, [['router-operation', 'extraction']]);
  expect(read.askedTier).toBeUndefined();
  const candidate = { baseModelId: 'amazon.nova-lite-v1:0', tier };
  expect(wire.write(request, candidate, BUILT_IN_CATALOG)).toEqual({
    action: 'count-tokens',
    baseModelId: 'amazon.nova-lite-v1:0',
    path: '/model/amazon.nova-lite-v1%3A0/count-tokens',
    headers: { 'content-type': 'application/json', 'anthropic-beta': 'one' },
    body: Buffer.from(BODY),
  });
});

it('a count of tokens takes no tier, in a body that every model reads', () => {
  const { takesTier, isStreaming } = wire;
  expect({ takesTier, isStreaming }).toEqual({ takesTier: false, isStreaming: false });
  expect(wire.sharesBody('amazon.nova-lite-v1:0', 'google.gemma-3-27b-it')).toBe(true);
});
