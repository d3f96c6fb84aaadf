import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import {
  type FailureCause,
  findFailureCause,
} from '../../../../lambda/core/recovery/failure-cause';
import type { KnownFailures } from '../../../../lambda/core/recovery/failure-memory';
import {
  chooseNextAttempt,
  type FailedAttempt,
  type RecoveryState,
} from '../../../../lambda/core/recovery/next-attempt';
import { type Candidate, isSameCandidate } from '../../../../lambda/core/routing/candidate';
import { findCall, type Plan } from '../../../../lambda/core/routing/plan';
import { arbitraryPlan } from '../../../fakes/arbitrary-plan';
import { writeAttempt } from '../../../fakes/ask-along';
import { candidate, plan, shorten } from '../../../fakes/plan';
import {
  FAILED_ANSWERS,
  listRecoveryCases,
  type RecoveryCase,
} from '../../../fakes/recovery-cases';

const SERVED: AttemptResult = {
  kind: 'answered',
  status: 200,
  exception: undefined,
  message: undefined,
};
const NOTHING_KNOWN: KnownFailures = { findRest: () => undefined, isTierRefused: () => false };

/** Makes the attempts without a router. */
function simulate({ calls }: Plan, answers: RecoveryCase['answers']): readonly string[] {
  const attempts: string[] = [];
  const failed: FailedAttempt[] = [];
  let next: Candidate | undefined = calls[0].candidate;
  for (let count = 0; next !== undefined; count += 1) {
    const answer = answers[count];
    const result: AttemptResult = answer === undefined ? SERVED : FAILED_ANSWERS[answer];
    attempts.push(writeAttempt({ candidate: next, result }));
    const cause = findFailureCause({ candidate: next, result });
    if (cause === undefined) return attempts;
    failed.push({ candidate: next, cause });
    const chosen = chooseNextAttempt({ calls, failed, known: NOTHING_KNOWN, mayRetry: true });
    next = chosen.kind === 'give-up' ? undefined : chosen.candidate;
  }
  return attempts;
}

it.each(listRecoveryCases())('%s', (_, { route, isStrict = false, answers, attempts }) => {
  const headers = { 'x-router-strict-tier': String(isStrict) };
  expect(simulate(plan(route, { headers }), answers)).toEqual(attempts);
});

/** In short: `retry N:flex`, `call N:flex` or `give-up`. */
function choose(
  { calls }: Plan,
  failures: readonly (readonly [string, FailureCause])[],
  { mayRetry = true, ...known }: Partial<KnownFailures & Pick<RecoveryState, 'mayRetry'>> = {},
): string {
  const failed = failures.map(([text, cause]) => ({ candidate: candidate(text), cause }));
  const next = chooseNextAttempt({
    calls,
    failed,
    known: { ...NOTHING_KNOWN, ...known },
    mayRetry,
  });
  return next.kind === 'give-up' ? next.kind : `${next.kind} ${shorten(next.candidate)}`;
}

const is = (...texts: readonly string[]) => {
  const known = texts.map(candidate);
  return (each: Candidate) => known.some((one) => isSameCandidate(one, each));
};

const rests = (text: string) => (each: Candidate) =>
  is(text)(each) ? ({ reason: 'cooldown', millis: 1 } as const) : undefined;

describe('a retry', () => {
  it('is made only while the retry budget covers it', () => {
    const route = plan('N:flex > N');
    expect(choose(route, [['N:flex', 'capacity']])).toBe('retry N:flex');
    expect(choose(route, [['N:flex', 'capacity']], { mayRetry: false })).toBe('call N');
    expect(choose(plan('N'), [['N', 'capacity']], { mayRetry: false })).toBe('give-up');
  });
});

describe('a candidate by a connection', () => {
  const ROUTE = 'N:flex@eu > N@eu > gemma@eu > N:flex > N@partner';

  it.each<[FailureCause, string]>([
    ['quota', 'call gemma@eu'],
    ['retired', 'call gemma@eu'],
    ['no-access', 'call gemma@eu'],
    ['connection', 'call N:flex'],
    ['tier-refused', 'call N@eu'],
    ['silence', 'call N@eu'],
  ])('after its %s is followed by: %s', (cause, next) => {
    expect(choose(plan(ROUTE), [['N:flex@eu', cause]])).toBe(next);
  });

  it('has a quota that no other connection shares', () => {
    const route = plan('N:flex > N > N:flex@eu');
    expect(choose(route, [['N:flex', 'quota']])).toBe('call N:flex@eu');
    expect(
      choose(route, [
        ['N:flex', 'quota'],
        ['N:flex@eu', 'quota'],
      ]),
    ).toBe('give-up');
  });
});

describe('a retry by settings', () => {
  type Failure = readonly [cause: FailureCause, status: number | undefined];
  const SLOW: Failure = ['capacity', 503];
  const NOT_READY: Failure = ['capacity', 429];
  const THROTTLED: Failure = ['quota', 429];
  const UNDELIVERED: Failure = ['capacity', undefined];

  it.each<[readonly number[], number, readonly Failure[], string]>([
    [[503], 3, [SLOW, SLOW], 'retry N:flex'],
    [[503], 3, [SLOW, SLOW, SLOW], 'call N'],
    [[503], 1, [SLOW], 'call N'],
    [[500], 3, [SLOW], 'call N'],
    [[503], 3, [NOT_READY], 'retry N:flex'],
    [[429], 3, [NOT_READY], 'call N'],
    [[429], 3, [THROTTLED, THROTTLED], 'retry N:flex'],
    [[503], 3, [THROTTLED], 'call gemma'],
    [[429], 2, [UNDELIVERED], 'retry N:flex'],
    [[429], 1, [UNDELIVERED], 'call N'],
    [[429], 2, [['silence', 408]], 'call N'],
    [[429], 2, [['final', 400]], 'give-up'],
  ])('on %j with %d attempts after %j: %s', (onStatuses, attempts, failures, next) => {
    const { calls } = plan('N:flex > N > gemma');
    const failed = failures.map(([cause, status]) => ({
      candidate: candidate('N:flex'),
      cause,
      status,
    }));
    const state = { calls, failed, known: NOTHING_KNOWN, retry: { attempts, onStatuses } };
    const chosen = chooseNextAttempt({ ...state, mayRetry: true });
    expect(
      chosen.kind === 'give-up' ? chosen.kind : `${chosen.kind} ${shorten(chosen.candidate)}`,
    ).toBe(next);
    expect(chooseNextAttempt({ ...state, mayRetry: false }).kind).not.toBe('retry');
  });
});

describe('the next candidate', () => {
  it('is one that does not rest', () => {
    const state = { findRest: rests('N') };
    const route = plan('N:flex > N > gemma:flex');
    expect(choose(route, [['N:flex', 'silence']], state)).toBe('call gemma:flex');
  });

  it('is called without a tier that its model refused lately', () => {
    const state = { isTierRefused: is('gemma:flex') };
    expect(choose(plan('N:flex > gemma:flex'), [['N:flex', 'quota']], state)).toBe('call gemma');
  });

  it('keeps a refused tier if no call may go without one', () => {
    const state = { isTierRefused: is('gemma:flex') };
    const onFlex = plan('N:flex > gemma:flex', { tiers: ['flex'] });
    expect(choose(onFlex, [['N:flex', 'quota']], state)).toBe('call gemma:flex');
    expect(choose(onFlex, [['N:flex', 'tier-refused']])).toBe('call gemma:flex');
  });

  it('without a tier is called although it rests, because nothing else is like it', () => {
    const state = { findRest: rests('N') };
    expect(choose(plan('N:flex > G'), [['N:flex', 'tier-refused']], state)).toBe('call N');
  });
});

describe('attempts', () => {
  const cause = fc.constantFrom<FailureCause>(
    'capacity',
    'silence',
    'quota',
    'tier-refused',
    'retired',
    'no-access',
    'final',
  );

  it('are all planned, come to an end, and call no candidate more than twice', () => {
    fc.assert(
      fc.property(arbitraryPlan(), fc.infiniteStream(cause), ({ calls }, causes) => {
        const failed: FailedAttempt[] = [];
        let next: Candidate | undefined = calls[0].candidate;
        while (next !== undefined) {
          const called = next;
          expect(findCall(calls, called)).toBeDefined();
          failed.push({ candidate: called, cause: causes.next().value });
          const same = failed.filter((each) => isSameCandidate(each.candidate, called));
          expect(same.length).toBeLessThanOrEqual(2);
          const chosen = chooseNextAttempt({ calls, failed, known: NOTHING_KNOWN, mayRetry: true });
          next = chosen.kind === 'give-up' ? undefined : chosen.candidate;
        }
      }),
    );
  });
});
