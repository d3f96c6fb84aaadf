import { describe, expect, it } from 'vitest';
import type { TieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { Cooldowns, type Want } from '../../../../lambda/core/recovery/cooldowns';

const FLEX: TieredModelId = { baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' };
const PRIORITY: TieredModelId = { ...FLEX, tier: 'priority' };
const DEFAULT: TieredModelId = { ...FLEX, tier: 'default' };
const GLOBAL: TieredModelId = { ...FLEX, baseModelId: 'global.amazon.nova-2-lite-v1:0' };

function failing(times: number, nowMillis: number, want: Want = 'capacity'): Cooldowns {
  const cooldowns = new Cooldowns();
  for (let time = 0; time < times; time += 1) cooldowns.recordFailure(FLEX, want, nowMillis);
  return cooldowns;
}

describe('a candidate', () => {
  it('may be asked until it failed three times in a row', () => {
    for (const times of [0, 1, 2]) {
      expect(failing(times, 1000).claim(FLEX, 1000)).toBe(true);
      expect(failing(times, 1000).restMillis(FLEX, 1000)).toBe(0);
    }
    expect(failing(3, 1000).claim(FLEX, 1000)).toBe(false);
    expect(failing(3, 1000).restMillis(FLEX, 1000)).toBe(30_000);
  });

  it('rests for thirty seconds from its last failure', () => {
    const cooldowns = failing(3, 1000);
    expect(cooldowns.restMillis(FLEX, 30_999)).toBe(1);
    expect(cooldowns.claim(FLEX, 30_999)).toBe(false);
    expect(cooldowns.restMillis(FLEX, 31_000)).toBe(0);
    expect(cooldowns.claim(FLEX, 31_000)).toBe(true);
  });

  it('is tried by a single request after its rest, while the others go on', () => {
    const cooldowns = failing(3, 0);
    expect(cooldowns.claim(FLEX, 30_000)).toBe(true);
    expect(cooldowns.claim(FLEX, 30_000)).toBe(false);
    expect(cooldowns.claim(FLEX, 59_999)).toBe(false);
    expect(cooldowns.claim(FLEX, 60_000)).toBe(true);
  });

  it('rests again where that trial fails', () => {
    const cooldowns = failing(3, 0);
    cooldowns.claim(FLEX, 30_000);
    cooldowns.recordFailure(FLEX, 'capacity', 35_000);
    expect(cooldowns.claim(FLEX, 64_999)).toBe(false);
    expect(cooldowns.claim(FLEX, 65_000)).toBe(true);
  });

  it('is as good as new after a success', () => {
    const cooldowns = failing(3, 0);
    cooldowns.recordSuccess(FLEX);
    cooldowns.recordFailure(FLEX, 'capacity', 1);
    cooldowns.recordFailure(FLEX, 'capacity', 2);
    expect(cooldowns.claim(FLEX, 3)).toBe(true);
  });

  it('that lacks capacity is another with every tier', () => {
    expect(failing(3, 0).claim(PRIORITY, 0)).toBe(true);
  });

  it('is looked at without a claim', () => {
    const cooldowns = failing(3, 0);
    cooldowns.restMillis(FLEX, 30_000);
    expect(cooldowns.claim(FLEX, 30_000)).toBe(true);
  });
});

describe('want', () => {
  it.each<readonly [Want, TieredModelId, boolean]>([
    ['capacity', FLEX, true],
    ['capacity', PRIORITY, false],
    ['capacity', DEFAULT, false],
    ['capacity', GLOBAL, false],
    ['quota', FLEX, true],
    ['quota', PRIORITY, true],
    ['quota', DEFAULT, true],
    ['quota', GLOBAL, false],
  ])('of %s on flex lets %j rest: %s', (want, candidate, rests) => {
    const cooldowns = failing(3, 0, want);
    expect(cooldowns.restMillis(candidate, 0)).toBe(rests ? 30_000 : 0);
    expect(cooldowns.claim(candidate, 0)).toBe(!rests);
  });

  it('of quota is counted over the tiers of a model', () => {
    const cooldowns = new Cooldowns();
    for (const tier of [FLEX, PRIORITY, DEFAULT]) cooldowns.recordFailure(tier, 'quota', 0);
    expect(cooldowns.restMillis(FLEX, 0)).toBe(30_000);
  });

  it('of quota and of capacity are counted apart, and the longer rest holds', () => {
    const cooldowns = failing(2, 0, 'quota');
    cooldowns.recordFailure(FLEX, 'capacity', 0);
    expect(cooldowns.restMillis(FLEX, 0)).toBe(0);
    cooldowns.recordFailure(FLEX, 'capacity', 0);
    cooldowns.recordFailure(FLEX, 'capacity', 0);
    cooldowns.recordFailure(FLEX, 'quota', 5_000);
    expect(cooldowns.restMillis(FLEX, 5_000)).toBe(30_000);
    expect(cooldowns.restMillis(PRIORITY, 5_000)).toBe(30_000);
    expect(cooldowns.claim(FLEX, 34_999)).toBe(false);
    expect(cooldowns.claim(FLEX, 35_000)).toBe(true);
  });

  it('of quota is over once any tier of the model served', () => {
    const cooldowns = failing(3, 0, 'quota');
    cooldowns.recordSuccess(PRIORITY);
    expect(cooldowns.claim(FLEX, 0)).toBe(true);
  });

  it('of quota leaves one trial to all tiers of the model together', () => {
    const cooldowns = failing(3, 0, 'quota');
    expect(cooldowns.claim(PRIORITY, 30_000)).toBe(true);
    expect(cooldowns.claim(FLEX, 30_000)).toBe(false);
  });
});

describe('the memory', () => {
  it.each([
    [499, false],
    [500, true],
  ])('of a candidate is gone after %d others failed: %s', (others, isForgotten) => {
    const cooldowns = failing(3, 0);
    for (let index = 0; index < others; index += 1) {
      cooldowns.recordFailure({ baseModelId: `test.m${index}`, tier: 'flex' }, 'capacity', 0);
    }
    expect(cooldowns.claim(FLEX, 0)).toBe(isForgotten);
  });
});
