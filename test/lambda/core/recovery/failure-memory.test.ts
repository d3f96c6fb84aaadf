import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureCause } from '../../../../lambda/core/recovery/failure-cause';
import { FailureMemory } from '../../../../lambda/core/recovery/failure-memory';
import { type Candidate, isSameCandidate } from '../../../../lambda/core/routing/candidate';
import { candidate } from '../../../fakes/plan';

const FLEX = candidate('N:flex');
const PRIORITY = candidate('N:priority');
const DEFAULT = candidate('N');
const GLOBAL = candidate('G:flex');
const FIFTEEN_MINUTES = 900_000;

/** A memory in which flex failed so often in a row. */
function failing(times: number, now: number, cause: FailureCause = 'capacity'): FailureMemory {
  const memory = new FailureMemory();
  for (let time = 0; time < times; time += 1) memory.record(FLEX, cause, now);
  return memory;
}

const isFree = (memory: FailureMemory, candidate: Candidate, now: number) =>
  memory.lease(candidate, now) !== undefined;

describe('a candidate', () => {
  it.each(['capacity', 'silence', 'quota'] as const)(
    'rests after three failures in a row: %s',
    (cause) => {
      for (const times of [0, 1, 2]) {
        expect(failing(times, 1000, cause).restMillis(FLEX, 1000)).toBe(0);
        expect(isFree(failing(times, 1000, cause), FLEX, 1000)).toBe(true);
      }
      expect(failing(3, 1000, cause).restMillis(FLEX, 1000)).toBe(30_000);
      expect(isFree(failing(3, 1000, cause), FLEX, 1000)).toBe(false);
    },
  );

  it.each([
    [30_999, 1],
    [31_000, 0],
  ])('rests for thirty seconds from its last failure: at %d for %d ms', (now, millis) => {
    const memory = failing(3, 1000);
    expect(memory.restMillis(FLEX, now)).toBe(millis);
    expect(isFree(memory, FLEX, now)).toBe(millis === 0);
  });

  it.each([undefined, 'final', 'tier-refused'] as const)(
    'is as good as new after an answer: %s',
    (cause) => {
      const memory = failing(3, 0);
      memory.record(FLEX, cause, 0);
      memory.record(FLEX, 'capacity', 1);
      memory.record(FLEX, 'capacity', 2);
      expect(isFree(memory, FLEX, 3)).toBe(true);
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
    ['tier-refused', FLEX, false],
  ])('on flex that failed by %s makes %j rest: %s', (cause, candidate, rests) => {
    const memory = failing(3, 0, cause);
    expect(memory.restMillis(candidate, 0)).toBe(rests ? 30_000 : 0);
    expect(isFree(memory, candidate, 0)).toBe(!rests);
  });

  it('is counted for quota over all tiers of its model, and served on any of them', () => {
    const memory = new FailureMemory();
    for (const candidate of [FLEX, PRIORITY, DEFAULT]) memory.record(candidate, 'quota', 0);
    expect(memory.restMillis(GLOBAL, 0)).toBe(0);
    expect(memory.restMillis(FLEX, 0)).toBe(30_000);
    memory.record(PRIORITY, undefined, 0);
    expect(memory.restMillis(FLEX, 0)).toBe(0);
  });

  it('is counted for quota and capacity apart, and the longer rest holds', () => {
    const memory = failing(2, 0, 'quota');
    memory.record(FLEX, 'capacity', 0);
    expect(memory.restMillis(FLEX, 0)).toBe(0);
    memory.record(FLEX, 'capacity', 0);
    memory.record(FLEX, 'capacity', 0);
    memory.record(FLEX, 'quota', 5_000);
    expect(memory.restMillis(FLEX, 5_000)).toBe(30_000);
    expect(memory.restMillis(PRIORITY, 5_000)).toBe(30_000);
    expect(isFree(memory, FLEX, 34_999)).toBe(false);
    expect(isFree(memory, FLEX, 35_000)).toBe(true);
  });
});

describe('a lease after a rest', () => {
  it('is given to one request while the others skip the candidate', () => {
    const memory = failing(3, 0);
    expect(isFree(memory, FLEX, 30_000)).toBe(true);
    expect(isFree(memory, FLEX, 30_000)).toBe(false);
    expect(isFree(memory, FLEX, 59_999)).toBe(false);
    expect(isFree(memory, FLEX, 60_000)).toBe(true);
  });

  it('is one for all tiers of a model that lacks quota', () => {
    const memory = failing(3, 0, 'quota');
    expect(isFree(memory, PRIORITY, 30_000)).toBe(true);
    expect(isFree(memory, FLEX, 30_000)).toBe(false);
  });

  it.each(['capacity', 'quota'] as const)(
    'goes to the next request once it is released: %s',
    (cause) => {
      const memory = failing(3, 0, cause);
      memory.release(memory.lease(FLEX, 30_000));
      expect(memory.restMillis(FLEX, 30_000)).toBe(0);
      expect(isFree(memory, FLEX, 30_000)).toBe(true);
      expect(isFree(memory, FLEX, 30_000)).toBe(false);
    },
  );

  it.each([
    ['failed', 'capacity', 65_000],
    ['served', undefined, 35_000],
  ] as const)('cannot be released after its probe %s', (_, cause, freeAt) => {
    const memory = failing(3, 0);
    const lease = memory.lease(FLEX, 30_000);
    memory.record(FLEX, cause, 35_000);
    memory.release(lease);
    expect(memory.restMillis(FLEX, 35_000)).toBe(freeAt - 35_000);
  });

  it('that ran out is not released from under the next', () => {
    const memory = failing(3, 0);
    const first = memory.lease(FLEX, 30_000);
    expect(isFree(memory, FLEX, 60_000)).toBe(true);
    memory.release(first);
    expect(isFree(memory, FLEX, 60_000)).toBe(false);
  });
});

describe('a refused tier', () => {
  it.each([
    [5_000_000, true],
    [5_899_999, true],
    [5_900_000, false],
  ])('of 5,000,000 ms is still known at %d ms: %s', (now, isRefused) => {
    expect(failing(1, 5_000_000, 'tier-refused').isTierRefused(FLEX, now)).toBe(isRefused);
  });

  it('is remembered beside a success, which another request may have had before', () => {
    const memory = failing(1, 0, 'tier-refused');
    memory.record(FLEX, undefined, 1);
    expect(memory.isTierRefused(FLEX, 2)).toBe(true);
  });

  it('of any history is that of the last refusal of each model and tier', () => {
    const anyCandidate = fc.record({
      baseModelId: fc.constantFrom('us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'),
      tier: fc.constantFrom<Candidate['tier']>('priority', 'flex', 'reserved'),
    });
    const history = fc.array(fc.tuple(anyCandidate, fc.nat({ max: 600_000 })));
    fc.assert(
      fc.property(history, anyCandidate, (refusals, asked) => {
        const memory = new FailureMemory();
        let now = 0;
        let lastAt = Number.NEGATIVE_INFINITY;
        for (const [refused, millis] of refusals) {
          now += millis;
          memory.record(refused, 'tier-refused', now);
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
    ['capacity', 499, false],
    ['capacity', 500, true],
    ['tier-refused', 499, false],
    ['tier-refused', 500, true],
  ] as const)('of %s is gone after %d others failed: %s', (cause, others, isForgotten) => {
    const memory = failing(3, 0, cause);
    for (let index = 0; index < others; index += 1) memory.record(other(index), cause, 0);
    const isKnown = memory.isTierRefused(FLEX, 1) || memory.restMillis(FLEX, 1) > 0;
    expect(isKnown).toBe(!isForgotten);
  });

  it('has no entry for a lease of a candidate that did not rest', () => {
    const memory = failing(3, 0);
    memory.release(memory.lease(GLOBAL, 0));
    memory.release(memory.lease(FLEX, 0));
    for (let index = 0; index < 499; index += 1) memory.record(other(index), 'capacity', 0);
    expect(memory.restMillis(FLEX, 1)).toBe(29_999);
  });

  it('counts what fails again among the newest', () => {
    const memory = new FailureMemory();
    for (let index = 0; index < 500; index += 1) memory.record(other(index), 'tier-refused', 0);
    memory.record(other(0), 'tier-refused', 1);
    memory.record(other(500), 'tier-refused', 1);
    expect([0, 1, 2].map((index) => memory.isTierRefused(other(index), 2))).toEqual([
      true,
      false,
      true,
    ]);
  });
});
