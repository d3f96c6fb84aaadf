import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundCost } from '../../../../lambda/core/budgets/bound-cost';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { priceInNanoUsd } from '../../../../lambda/core/pricing/price-usage';
import type { Target } from '../../../../lambda/core/routing/target';
import { composeTarget } from '../../../fakes/compose-target';
import { NOVA } from '../../../fakes/fake-router';
import { readRequest } from '../../../fakes/read-request';

const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** Of 52 bytes. */
const REQUEST = readRequest('{"messages":[],"inferenceConfig":{"maxTokens":1000}}');

function bound(differences: Partial<Target>, allowsDefaultTier = true) {
  const target = composeTarget({ request: REQUEST, ...differences });
  return boundCost(target, BUILT_IN_PRICES, allowsDefaultTier);
}

describe('the most that a request can cost', () => {
  it.each<[string, number, Partial<Target>, boolean]>([
    ['the default tier, since flex may be refused', 52 * 330 + 2_750_000, {}, true],
    ['flex where the default tier is not allowed', 52 * 165 + 1_375_000, {}, false],
    ['flex for a strict request', 52 * 165 + 1_375_000, { isStrict: true }, true],
    ['priority', 52 * 577.5 + 4_812_500, { requestedTier: 'priority' }, true],
    [
      'the dearest of its fallbacks, all input written to the cache',
      52 * 4_125 + 16_500_000,
      { fallbacks: [{ baseModelId: SONNET, tier: 'default' }] },
      true,
    ],
    [
      'a body in the dialect of a model',
      43 * 330 + 2_750_000,
      {
        action: 'invoke',
        request: readRequest(Buffer.from('{"inferenceConfig":{"max_new_tokens":1000}}'), 'invoke'),
      },
      true,
    ],
  ])('is that of %s', (_, nanoUsd, differences, allowsDefaultTier) => {
    expect(bound(differences, allowsDefaultTier)).toEqual({ kind: 'bounded', nanoUsd });
  });

  it.each([
    '{"inferenceConfig":{"maxTokens":9},"inferenceConfig":{"maxTokens":1}}',
    '{"inferenceConfig":{"maxTokens":9,"maxTokens":1}}',
    String.raw`{"inferenceConfig":{"max\u0054okens":9,"maxTokens":1}}`,
    '{"inferenceConfig":{"maxTokens":1},"additionalModelRequestFields":{"a":{"b":1,"b":2}}}',
  ])('is that of the longest answer where a limit stands twice: %s', (text) => {
    // 65,536 tokens at 2,750 nano-dollars.
    const nanoUsd = text.length * 330 + 180_224_000;
    expect(bound({ request: readRequest(text) })).toEqual({ kind: 'bounded', nanoUsd });
  });

  it('is known for prompts longer in bytes than the price list has tokens', () => {
    const text = JSON.stringify({
      messages: ['x'.repeat(300_000)],
      inferenceConfig: { maxTokens: 1 },
    });
    const request = readRequest(text);
    const { length } = text;
    expect(bound({ request, baseModelId: SONNET, requestedTier: 'default' })).toEqual({
      kind: 'bounded',
      nanoUsd: length * 4_125 + 16_500,
    });
  });

  it('is unknown where one that may answer has no price', () => {
    const candidate = { baseModelId: 'us.acme.unknown-v1:0', tier: 'default' } as const;
    expect(bound({ fallbacks: [candidate] })).toEqual({ kind: 'unpriced', candidate });
    expect(bound({ requestedTier: 'reserved' })).toEqual({
      kind: 'unpriced',
      candidate: { baseModelId: NOVA, tier: 'reserved' },
    });
  });

  it('counts what tools bring along', () => {
    const plain = bound({
      request: readRequest('{"system":[],"inferenceConfig":{"maxTokens":1}}'),
    });
    const tools = bound({
      request: readRequest('{"toolConfig":{},"inferenceConfig":{"maxTokens":1}}'),
    });
    expect(plain).toEqual({ kind: 'bounded', nanoUsd: 47 * 330 + 2_750 });
    expect(tools).toEqual({ kind: 'bounded', nanoUsd: 1_051 * 330 + 2_750 });
  });

  it('is never below what a reply of so many tokens costs', () => {
    const property = fc.property(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 5_000 }),
      (text, maxTokens) => {
        const written = JSON.stringify({ messages: [text], inferenceConfig: { maxTokens } });
        const inputTokens = Buffer.byteLength(text);
        const usage = {
          inputTokens,
          outputTokens: maxTokens,
          cacheReadInputTokens: 0,
          cacheWriteInputTokens: 0,
        };
        const cost = priceInNanoUsd(BUILT_IN_PRICES, { baseModelId: NOVA, tier: 'default', usage });
        const most = bound({ request: readRequest(written) });
        expect(most.kind === 'bounded' && most.nanoUsd >= (cost ?? Number.NaN)).toBe(true);
      },
    );
    fc.assert(property);
  });
});
