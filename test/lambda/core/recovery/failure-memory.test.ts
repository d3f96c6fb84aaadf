import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureCause } from '../../../../lambda/core/recovery/failure-cause';
import { type Asker, FailureMemory } from '../../../../lambda/core/recovery/failure-memory';
import { type Candidate, isSameCandidate } from '../../../../lambda/core/routing/candidate';
import { candidate } from '../../../fakes/plan';

const FLEX = candidate('N:flex');
const PRIORITY = candidate('N:priority');
const DEFAULT = candidate('N');
const GLOBAL = candidate('G:flex');
const FIFTEEN_MINUTES = 900_000;

const ANYONE: Asker = { callerId: undefined, isStrict: false, doubtsTier: () => false };
const ALICE: Asker = { callerId: 'alice', isStrict: false, doubtsTier: () => false };
const BOB: Asker = { callerId: 'bob', isStrict: false, doubtsTier: () => false };
const STRICT: Asker = { callerId: undefined, isStrict: true, doubtsTier: () => false };

const startMemory = () => new FailureMemory(() => 0);

/** A memory in which flex failed so often in a row. */
function failing(times: number, now: number, cause: FailureCause = 'capacity'): FailureMemory {
  return fail(startMemory(), Array(times).fill(ANYONE), now, cause);
}

function fail(
  memory: FailureMemory,
  askers: readonly Asker[],
  now = 0,
  cause: FailureCause | undefined = 'capacity',
): FailureMemory {
  for (const asker of askers) memory.record({ candidate: FLEX, cause }, asker, now);
  return memory;
}

function restOf(memory: FailureMemory, each: Candidate, now: number, asker = ANYONE): number {
  return memory.knownTo(asker.callerId, now).findRest(each)?.millis ?? 0;
}

const isFree = (memory: FailureMemory, each: Candidate, now: number, asker = ANYONE) =>
  restOf(memory, each, now, asker) === 0;

/** Whether a request may call the candidate; then it does so from now on. */
function begin(memory: FailureMemory, each: Candidate, now: number): boolean {
  const wasFree = isFree(memory, each, now);
  memory.lease(each, ANYONE, now);
  return wasFree;
}

describe('a candidate', () => {
  it.each(['capacity', 'silence', 'quota'] as const)(
    'rests after three failures in a row: %s',
    (cause) => {
      expect([0, 1, 2, 3].map((times) => restOf(failing(times, 1000, cause), FLEX, 1000))).toEqual([
        0, 0, 0, 30_000,
      ]);
    },
  );

  it.each([
    [30_999, 1],
    [31_000, 0],
  ])('rests for thirty seconds from its last failure: at %d for %d ms', (now, millis) => {
    expect(restOf(failing(3, 1000), FLEX, now)).toBe(millis);
  });

  it.each([
    ['capacity', 0, 30_000],
    ['capacity', 0.5, 35_000],
    ['capacity', 1, 40_000],
    ['quota', 1, 40_000],
    ['retired', 0, 900_000],
    ['retired', 1, 1_200_000],
    ['no-access', 0.5, 1_050_000],
  ] as const)(
    'that failed by %s rests up to a third longer, at random: %d',
    (cause, random, millis) => {
      const memory = fail(new FailureMemory(() => random), [ANYONE, ANYONE, ANYONE], 0, cause);
      expect(restOf(memory, FLEX, 0)).toBe(millis);
    },
  );

  it.each([undefined, 'final', 'tier-refused'] as const)(
    'is as good as new after an answer: %s',
    (cause) => {
      const memory = failing(3, 0);
      memory.record({ candidate: FLEX, cause }, ANYONE, 0);
      expect(isFree(fail(memory, [ANYONE, ANYONE], 2), FLEX, 3)).toBe(true);
    },
  );

  it.each<readonly [FailureCause, Candidate, boolean]>([
    ['capacity', FLEX, true],
    ['capacity', PRIORITY, false],
    ['capacity', DEFAULT, false],
    ['capacity', GLOBAL, false],
    ['quota', FLEX, true],
    ['quota', PRIORITY, true],
    ['quota', DEFAULT, true],
    ['quota', GLOBAL, false],
    ['retired', DEFAULT, true],
    ['retired', GLOBAL, false],
    ['no-access', PRIORITY, true],
    ['tier-refused', FLEX, false],
  ])('on flex that failed by %s makes %j rest: %s', (cause, each, rests) => {
    expect(isFree(failing(3, 0, cause), each, 0)).toBe(!rests);
  });

  it.each(['retired', 'no-access'] as const)('rests after a single refusal: %s', (cause) => {
    const memory = failing(1, 0, cause);
    expect(memory.knownTo(undefined, 0).findRest(FLEX)).toEqual({ reason: cause, millis: 900_000 });
    memory.record({ candidate: PRIORITY, cause: undefined }, ANYONE, 1);
    expect(isFree(memory, FLEX, 1)).toBe(true);
  });

  it('is counted for quota over all tiers of its model, and served on any of them', () => {
    const memory = startMemory();
    for (const each of [FLEX, PRIORITY, DEFAULT]) {
      memory.record({ candidate: each, cause: 'quota' }, ANYONE, 0);
    }
    expect(restOf(memory, GLOBAL, 0)).toBe(0);
    expect(restOf(memory, FLEX, 0)).toBe(30_000);
    memory.record({ candidate: PRIORITY, cause: undefined }, ANYONE, 0);
    expect(restOf(memory, FLEX, 0)).toBe(0);
  });

  it('is counted for quota and capacity apart, and the longer rest holds', () => {
    const memory = fail(failing(2, 0, 'quota'), [ANYONE, ANYONE]);
    expect(restOf(memory, FLEX, 0)).toBe(0);
    fail(fail(memory, [ANYONE]), [ANYONE], 5_000, 'quota');
    expect(restOf(memory, FLEX, 5_000)).toBe(30_000);
    expect(restOf(memory, PRIORITY, 5_000)).toBe(30_000);
    expect(isFree(memory, FLEX, 34_999)).toBe(false);
    expect(isFree(memory, FLEX, 35_000)).toBe(true);
  });
});

describe('the failures of one caller', () => {
  it.each<readonly [FailureCause, readonly Asker[], Asker, boolean]>([
    ['quota', [ALICE, ALICE, ALICE, ALICE], BOB, false],
    ['quota', [ALICE, ALICE, ALICE, ALICE], ALICE, false],
    ['quota', [ALICE, ALICE, BOB], BOB, true],
    ['quota', [ALICE, BOB, ALICE], ALICE, true],
    ['quota', [ALICE, BOB], ALICE, false],
    ['capacity', [ALICE, ALICE, ALICE], BOB, false],
    ['capacity', [ALICE, ALICE, ALICE], ALICE, true],
    ['capacity', [ALICE, ALICE, BOB], { ...ALICE, callerId: 'carol' }, true],
    ['silence', [ALICE, ALICE, ALICE], BOB, false],
    ['silence', [BOB, ALICE, BOB], ALICE, true],
    ['retired', [ALICE], BOB, false],
    ['no-access', [ALICE], ALICE, true],
    ['retired', [ALICE, BOB], { ...ALICE, callerId: 'carol' }, true],
  ])('by %s of %j make the candidate rest for %j: %s', (cause, askers, asker, rests) => {
    expect(isFree(fail(startMemory(), askers, 0, cause), FLEX, 1, asker)).toBe(!rests);
  });

  it.each(['capacity', 'quota', 'silence', 'retired'] as const)(
    'in strict requests begin no rest, and prolong none: %s',
    (cause) => {
      const memory = fail(startMemory(), [STRICT, STRICT, STRICT, STRICT], 0, cause);
      expect(isFree(memory, FLEX, 1)).toBe(true);
      const resting = failing(3, 0, cause);
      const { millis } = resting.knownTo(undefined, 0).findRest(FLEX) ?? { millis: 0 };
      expect(restOf(fail(resting, [STRICT], 10_000, cause), FLEX, 10_000)).toBe(millis - 10_000);
    },
  );

  it('end with the success of another, even of a strict request', () => {
    const memory = failing(3, 0);
    memory.record({ candidate: FLEX, cause: undefined }, { ...BOB, isStrict: true }, 1);
    expect(isFree(memory, FLEX, 1)).toBe(true);
  });
});

describe('a lease after a rest', () => {
  it('is given to one request while the others skip the candidate', () => {
    const memory = failing(3, 0);
    expect(begin(memory, FLEX, 30_000)).toBe(true);
    expect(begin(memory, FLEX, 30_000)).toBe(false);
    expect(begin(memory, FLEX, 59_999)).toBe(false);
    expect(begin(memory, FLEX, 60_000)).toBe(true);
  });

  it('is one for all tiers of a model that lacks quota', () => {
    const memory = failing(3, 0, 'quota');
    expect(begin(memory, PRIORITY, 30_000)).toBe(true);
    expect(begin(memory, FLEX, 30_000)).toBe(false);
  });

  it.each([
    ['capacity', 30_000],
    ['quota', 30_000],
    ['retired', FIFTEEN_MINUTES],
    ['no-access', FIFTEEN_MINUTES],
  ] as const)('goes to the next request once it is released: %s', (cause, now) => {
    const memory = failing(3, 0, cause);
    const lease = memory.lease(FLEX, ANYONE, now);
    expect(restOf(memory, FLEX, now)).toBe(30_000);
    memory.release(lease);
    expect(restOf(memory, FLEX, now)).toBe(0);
    expect(begin(memory, FLEX, now)).toBe(true);
    expect(begin(memory, FLEX, now)).toBe(false);
  });

  it('is released after a strict request, whatever that met', () => {
    const memory = failing(3, 0);
    const lease = memory.lease(FLEX, STRICT, 30_000);
    memory.record({ candidate: FLEX, cause: 'capacity' }, STRICT, 30_001);
    memory.release(lease);
    expect(isFree(memory, FLEX, 30_002)).toBe(true);
  });

  it.each([
    ['failed', 'capacity', 65_000],
    ['served', undefined, 35_000],
  ] as const)('cannot be released after its probe %s', (_, cause, freeAt) => {
    const memory = failing(3, 0);
    const lease = memory.lease(FLEX, ANYONE, 30_000);
    memory.record({ candidate: FLEX, cause }, ANYONE, 35_000);
    memory.release(lease);
    expect(restOf(memory, FLEX, 35_000)).toBe(freeAt - 35_000);
  });

  it('that ran out is not released from under the next', () => {
    const memory = failing(3, 0);
    const first = memory.lease(FLEX, ANYONE, 30_000);
    expect(begin(memory, FLEX, 60_000)).toBe(true);
    memory.release(first);
    expect(isFree(memory, FLEX, 60_000)).toBe(false);
  });
});

describe('a refused tier', () => {
  const refusing = (now: number, random = 0) => {
    const memory = new FailureMemory(() => random);
    memory.recordRefusedTier(FLEX, now);
    return memory;
  };

  it.each([
    [5_000_000, true],
    [5_899_999, true],
    [5_900_000, false],
  ])('of 5,000,000 ms is still known at %d ms: %s', (now, isRefused) => {
    expect(refusing(5_000_000).isTierRefused(FLEX, now)).toBe(isRefused);
    expect(refusing(5_000_000, 1).isTierRefused(FLEX, now)).toBe(true);
  });

  it('is not remembered as the end of a call', () => {
    expect(failing(3, 0, 'tier-refused').isTierRefused(FLEX, 0)).toBe(false);
  });

  it('is remembered beside a success, which another request may have had before', () => {
    const memory = refusing(0);
    memory.record({ candidate: FLEX, cause: undefined }, ANYONE, 1);
    expect(memory.knownTo('alice', 2).isTierRefused(FLEX)).toBe(true);
  });

  it('of any history is that of the last refusal of each model and tier', () => {
    const anyCandidate = fc.record({
      baseModelId: fc.constantFrom('us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'),
      tier: fc.constantFrom<Candidate['tier']>('priority', 'flex', 'reserved'),
    });
    const history = fc.array(fc.tuple(anyCandidate, fc.nat({ max: 600_000 })));
    fc.assert(
      fc.property(history, anyCandidate, (refusals, asked) => {
        const memory = startMemory();
        let now = 0;
        let lastAt = Number.NEGATIVE_INFINITY;
        for (const [refused, millis] of refusals) {
          now += millis;
          memory.recordRefusedTier(refused, now);
          if (isSameCandidate(refused, asked)) lastAt = now;
        }
        expect(memory.isTierRefused(asked, now)).toBe(now - lastAt < FIFTEEN_MINUTES);
      }),
    );
  });
});

describe('the memory', () => {
  const other = (index: number) => candidate(`test.m${index}:flex`);

  it.each([
    [499, false],
    [500, true],
  ])('of a candidate is gone after %d others failed: %s', (others, isForgotten) => {
    const memory = failing(3, 0);
    for (let index = 0; index < others; index += 1) {
      memory.record({ candidate: other(index), cause: 'capacity' }, ANYONE, 0);
    }
    expect(isFree(memory, FLEX, 1)).toBe(isForgotten);
  });

  it('has no entry for a lease of a candidate that did not rest', () => {
    const memory = failing(3, 0);
    memory.release(memory.lease(GLOBAL, ANYONE, 0));
    memory.release(memory.lease(FLEX, ANYONE, 0));
    for (let index = 0; index < 499; index += 1) memory.recordRefusedTier(other(index), 0);
    expect(restOf(memory, FLEX, 1)).toBe(29_999);
  });

  it('counts what fails again among the newest', () => {
    const memory = startMemory();
    for (let index = 0; index < 500; index += 1) memory.recordRefusedTier(other(index), 0);
    memory.recordRefusedTier(other(0), 1);
    memory.recordRefusedTier(other(500), 1);
    expect([0, 1, 2].map((index) => memory.isTierRefused(other(index), 2))).toEqual([
      true,
      false,
      true,
    ]);
  });
});
