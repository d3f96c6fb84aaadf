import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import { findWire } from '../../../../lambda/core/wire/find-wire';

const wire = findWire('count-tokens');
const BODY = '{"input":{"converse":{"messages":[]}}}';
const CLAUDE = 'anthropic.claude-sonnet-4-6';

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

it('a count of tokens takes no tier, and no model answers for another', () => {
  const { tiers, isStreaming } = wire;
  expect({ tiers, isStreaming }).toEqual({ tiers: [], isStreaming: false });
  expect(wire.sharesBody(CLAUDE, 'anthropic.claude-opus-5')).toBe(false);
});

it.each([CLAUDE, `us.${CLAUDE}`, `global.${CLAUDE}`])('a count for %s names the model', (id) => {
  expect(wire.nameModel(id)).toBe(CLAUDE);
});

it.each(['application-inference-profile', 'provisioned-model', 'imported-model'])(
  'an ARN of type %s is refused, because it does not name its model',
  (type) => {
    const arn = `arn:aws:bedrock:us-east-1:111122223333:${type}/abc123def456`;
    expect(() => wire.nameModel(arn)).toThrow(
      `CountTokens takes the ID of a foundation model, which this ARN of type "${type}" does not name; send the ID of the model behind it`,
    );
  },
);

it.each(['converse', 'converse-stream', 'invoke', 'invoke-with-response-stream'] as const)(
  '%s names the model as the route does',
  (action) => {
    expect(findWire(action).nameModel(`us.${CLAUDE}`)).toBe(`us.${CLAUDE}`);
  },
);
