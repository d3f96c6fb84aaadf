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
    ['flex if the default tier is not allowed', 52 * 165 + 1_375_000, {}, false],
    ['flex for a strict request', 52 * 165 + 1_375_000, { isStrict: true }, true],
    ['priority', 52 * 577.5 + 4_812_500, { requestedTier: 'priority' }, true],
    [
      'the dearest of its fallbacks, all input written to the cache',
      52 * 4_125 + 16_500_000,
      { fallbacks: [{ baseModelId: SONNET, tier: 'default' }] },
      true,
    ],
    [
      'a body in the format of a model’s family',
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

  it('is that of the longest reply if a limit stands twice', () => {
    const text = '{"inferenceConfig":{"maxTokens":9,"maxTokens":1}}';
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

  it('is unknown if a candidate has no price', () => {
    const candidate = { baseModelId: 'us.acme.unknown-v1:0', tier: 'default' } as const;
    expect(bound({ fallbacks: [candidate] })).toEqual({ kind: 'unpriced', candidate });
    expect(bound({ requestedTier: 'reserved' })).toEqual({
      kind: 'unpriced',
      candidate: { baseModelId: NOVA, tier: 'reserved' },
    });
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
