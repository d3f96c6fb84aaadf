import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceTier } from '../../../../lambda/core/ids/service-tier';
import { RefusedTiers } from '../../../../lambda/core/recovery/refused-tiers';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const FIFTEEN_MINUTES = 900_000;

function refuse(models: number): RefusedTiers {
  const refused = new RefusedTiers();
  for (let index = 0; index < models; index += 1) refused.remember(`test.m${index}`, 'flex', 0);
  return refused;
}

describe('a refused tier', () => {
  it.each([
    [5_000_000, true],
    [5_899_999, true],
    [5_900_000, false],
    [6_000_000, false],
  ])('of 5,000,000 ms is still known at %d ms: %s', (now, verdict) => {
    const refused = new RefusedTiers();
    refused.remember(CLAUDE, 'flex', 5_000_000);
    expect(refused.isRefused(CLAUDE, 'flex', now)).toBe(verdict);
  });

  it('says nothing of another model, nor of another tier of the same', () => {
    const refused = new RefusedTiers();
    refused.remember(CLAUDE, 'flex', 0);
    expect(refused.isRefused(CLAUDE, 'priority', 1)).toBe(false);
    expect(refused.isRefused(NOVA, 'flex', 1)).toBe(false);
  });

  it('is remembered for fifteen minutes more when it is refused again', () => {
    const refused = new RefusedTiers();
    refused.remember(CLAUDE, 'flex', 0);
    refused.remember(CLAUDE, 'flex', 600_000);
    expect(refused.isRefused(CLAUDE, 'flex', 1_499_999)).toBe(true);
    expect(refused.isRefused(CLAUDE, 'flex', 1_500_000)).toBe(false);
  });

  it('is known to the environment that saw it, and to no other', () => {
    new RefusedTiers().remember(CLAUDE, 'flex', 0);
    expect(new RefusedTiers().isRefused(CLAUDE, 'flex', 1)).toBe(false);
  });
});

describe('the memory', () => {
  it('holds 500', () => {
    const refused = refuse(500);
    expect(refused.isRefused('test.m0', 'flex', 1)).toBe(true);
    expect(refused.isRefused('test.m499', 'flex', 1)).toBe(true);
  });

  it('forgets the oldest for the 501st, and no other', () => {
    const refused = refuse(501);
    expect(refused.isRefused('test.m0', 'flex', 1)).toBe(false);
    expect(refused.isRefused('test.m1', 'flex', 1)).toBe(true);
    expect(refused.isRefused('test.m500', 'flex', 1)).toBe(true);
  });

  it('counts what is refused again among the newest', () => {
    const refused = refuse(500);
    refused.remember('test.m0', 'flex', 1);
    refused.remember('test.new', 'flex', 1);
    expect(refused.isRefused('test.m0', 'flex', 2)).toBe(true);
    expect(refused.isRefused('test.m1', 'flex', 2)).toBe(false);
  });

  it('forgets nothing when what is refused again is all it holds', () => {
    const refused = refuse(500);
    refused.remember('test.m250', 'flex', 1);
    expect(refused.isRefused('test.m0', 'flex', 2)).toBe(true);
  });

  it('of any history is that of the last refusal of each model and tier', () => {
    const model = fc.constantFrom(NOVA, CLAUDE, 'google.gemma-3-27b-it');
    const tier = fc.constantFrom<ServiceTier>('priority', 'flex', 'reserved');
    const pause = fc.nat({ max: 600_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(model, tier, pause)), model, tier, (history, asked, of) => {
        const refused = new RefusedTiers();
        let now = 0;
        let lastAt = Number.NEGATIVE_INFINITY;
        for (const [baseModelId, refusedTier, millis] of history) {
          now += millis;
          refused.remember(baseModelId, refusedTier, now);
          if (baseModelId === asked && refusedTier === of) lastAt = now;
        }
        expect(refused.isRefused(asked, of, now)).toBe(now - lastAt < FIFTEEN_MINUTES);
      }),
    );
  });
});
