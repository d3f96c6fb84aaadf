import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatTieredModelId,
  parseTieredModelId,
  type TieredModelId,
} from '../../../../lambda/core/ids/tiered-model-id';
import type { FailureCause } from '../../../../lambda/core/recovery/failure-cause';
import {
  chooseNextAttempt,
  type FailedAttempt,
  isSameCandidate,
} from '../../../../lambda/core/recovery/next-attempt';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GLOBAL = 'global.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

type Failure = readonly [string, FailureCause];

function readFailures(failures: readonly Failure[]): readonly FailedAttempt[] {
  return failures.map(([text, cause]) => ({ candidate: parseTieredModelId(text), cause }));
}

/** In short: `retry id:tier`, `call id:tier` or `give-up`. */
function choose(
  route: readonly string[],
  failures: readonly Failure[],
  { isStrict = false, allowsDefaultTier = true } = {},
): string {
  const candidates = route.map(parseTieredModelId);
  const next = chooseNextAttempt({
    candidates,
    failed: readFailures(failures),
    isStrict,
    allowsDefaultTier,
  });
  return next.kind === 'give-up'
    ? next.kind
    : `${next.kind} ${formatTieredModelId(next.candidate)}`;
}

const ROUTE = [`${NOVA}:flex`, NOVA, `${GEMMA}:flex`];

describe('after a failure for want of capacity', () => {
  it.each<readonly [readonly Failure[], string]>([
    [[[`${NOVA}:flex`, 'capacity']], `retry ${NOVA}:flex`],
    [
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'capacity'],
      ],
      `call ${NOVA}`,
    ],
    [
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'capacity'],
        [NOVA, 'capacity'],
      ],
      `retry ${NOVA}`,
    ],
    [
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'capacity'],
        [NOVA, 'capacity'],
        [NOVA, 'capacity'],
        [`${GEMMA}:flex`, 'capacity'],
        [`${GEMMA}:flex`, 'capacity'],
      ],
      'give-up',
    ],
  ])('%j, the next is %s', (failures, next) => {
    expect(choose(ROUTE, failures)).toBe(next);
  });
});

describe('after silence', () => {
  it.each<readonly [readonly string[], readonly Failure[], string]>([
    [ROUTE, [[`${NOVA}:flex`, 'silence']], `call ${NOVA}`],
    [
      ROUTE,
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'silence'],
      ],
      `call ${NOVA}`,
    ],
    [[NOVA], [[NOVA, 'silence']], 'give-up'],
    [
      [NOVA, GEMMA],
      [
        [NOVA, 'silence'],
        [GEMMA, 'silence'],
      ],
      'give-up',
    ],
  ])('of route %j, %j, the next is %s: the same is not waited for twice', (route, failed, next) => {
    expect(choose(route, failed)).toBe(next);
  });
});

describe('after a failure by quota', () => {
  it.each<readonly [readonly string[], readonly Failure[], string]>([
    [ROUTE, [[`${NOVA}:flex`, 'quota']], `call ${GEMMA}:flex`],
    [[`${NOVA}:flex`, GLOBAL], [[`${NOVA}:flex`, 'quota']], `call ${GLOBAL}`],
    [[`${NOVA}:flex`, NOVA, `${NOVA}:priority`], [[`${NOVA}:flex`, 'quota']], 'give-up'],
    [[NOVA], [[NOVA, 'quota']], 'give-up'],
    [
      ROUTE,
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'quota'],
      ],
      `call ${GEMMA}:flex`,
    ],
    [
      ROUTE,
      [
        [`${NOVA}:flex`, 'quota'],
        [`${GEMMA}:flex`, 'capacity'],
        [`${GEMMA}:flex`, 'capacity'],
      ],
      'give-up',
    ],
  ])('of route %j, %j, the next is %s', (route, failures, next) => {
    expect(choose(route, failures)).toBe(next);
  });
});

describe('after a refused tier', () => {
  it.each<readonly [readonly Failure[], string]>([
    [[[`${NOVA}:flex`, 'tier-refused']], `call ${NOVA}`],
    [
      [
        [`${NOVA}:flex`, 'tier-refused'],
        [NOVA, 'capacity'],
      ],
      `retry ${NOVA}`,
    ],
    [
      [
        [`${NOVA}:flex`, 'tier-refused'],
        [NOVA, 'quota'],
        [`${GEMMA}:flex`, 'tier-refused'],
      ],
      `call ${GEMMA}`,
    ],
    [
      [
        [NOVA, 'capacity'],
        [NOVA, 'capacity'],
        [`${NOVA}:flex`, 'tier-refused'],
      ],
      `call ${GEMMA}:flex`,
    ],
  ])('%j, the next is %s', (failures, next) => {
    expect(choose(ROUTE, failures)).toBe(next);
  });
});

describe('after a refused tier where no call may go without one', () => {
  it('the next candidate is next', () => {
    const failures: readonly Failure[] = [[`${NOVA}:flex`, 'tier-refused']];
    const route = [`${NOVA}:flex`, `${GEMMA}:flex`];
    expect(choose(route, failures, { allowsDefaultTier: false })).toBe(`call ${GEMMA}:flex`);
    expect(choose([`${NOVA}:flex`], failures, { allowsDefaultTier: false })).toBe('give-up');
  });
});

describe('after a failure that nothing can help', () => {
  it.each([false, true])('nothing is next, strict or not: %s', (isStrict) => {
    expect(choose(ROUTE, [[`${NOVA}:flex`, 'final']], { isStrict })).toBe('give-up');
  });
});

describe('a strict request', () => {
  it.each<readonly [readonly Failure[], string]>([
    [[[`${NOVA}:flex`, 'capacity']], `retry ${NOVA}:flex`],
    [
      [
        [`${NOVA}:flex`, 'capacity'],
        [`${NOVA}:flex`, 'capacity'],
      ],
      'give-up',
    ],
    [[[`${NOVA}:flex`, 'silence']], 'give-up'],
    [[[`${NOVA}:flex`, 'quota']], 'give-up'],
    [[[`${NOVA}:flex`, 'tier-refused']], 'give-up'],
  ])('stays with its first candidate: after %j, the next is %s', (failures, next) => {
    expect(choose(ROUTE, failures, { isStrict: true })).toBe(next);
  });
});

describe('attempts', () => {
  const candidate: fc.Arbitrary<TieredModelId> = fc.record({
    baseModelId: fc.constantFrom(NOVA, GLOBAL, GEMMA),
    tier: fc.constantFrom('priority', 'default', 'flex'),
  });
  const causes = fc.infiniteStream(
    fc.constantFrom<FailureCause>('capacity', 'silence', 'quota', 'tier-refused', 'final'),
  );

  it('come to an end, each candidate asked at most twice', () => {
    const route = fc.uniqueArray(candidate, { minLength: 1, selector: formatTieredModelId });
    const flags = fc.record({ isStrict: fc.boolean(), allowsDefaultTier: fc.boolean() });
    fc.assert(
      fc.property(route, causes, flags, (candidates, cause, { isStrict, allowsDefaultTier }) => {
        const failed: FailedAttempt[] = [];
        let next: TieredModelId | undefined = candidates[0];
        while (next !== undefined) {
          failed.push({ candidate: next, cause: cause.next().value });
          const attempt = chooseNextAttempt({ candidates, failed, isStrict, allowsDefaultTier });
          next = attempt.kind === 'give-up' ? undefined : attempt.candidate;
          const asked = failed.filter((one) => next && isSameCandidate(one.candidate, next));
          expect(asked.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
