import { describe, expect, it } from 'vitest';
import { checkRefusals } from '../../soak/check-refusals';
import type { SoakBudget } from '../../soak/soak-callers';
import {
  composeAnswer,
  composeCaller,
  composeRequest,
  composeRound,
  ENTRY,
  FAILED,
} from './budgeted-round';

const NAME = 'request 7 of scarce0000';
const THROTTLED = { ...FAILED, failure: 'throttle' } as const;

interface Refused {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly budget?: Partial<SoakBudget> | 'none';
}

/** A request that was answered like this, and of which Bedrock saw so many calls. */
function check(
  { status = 200, headers, budget = {} }: Refused,
  entries: readonly (typeof ENTRY)[] = [],
  calls: readonly (typeof FAILED)[] = [],
): readonly string[] {
  const caller =
    budget === 'none' ? { id: 'scarce0000', budget: undefined } : composeCaller(budget);
  const request = composeRequest({ sender: { caller, headers: {} } });
  const answers = [composeAnswer({ request, status, headers })];
  return checkRefusals(composeRound({ answers, entries, budgets: { calls } }));
}

describe('over its budget', () => {
  const exceeded = { 'x-router-error': 'budget-exceeded', 'retry-after': '780000' };

  it('a request is refused with 429 until the next period', () => {
    expect(check({ status: 429, headers: exceeded })).toEqual([]);
  });

  it.each<[string, Refused, string]>([
    [
      'another status',
      { status: 403, headers: exceeded },
      'exceeds its budget, and was answered 403',
    ],
    [
      'no time to wait',
      { status: 429, headers: { ...exceeded, 'retry-after': '0' } },
      'exceeds its budget, and is not told until when',
    ],
    [
      'no budget',
      { status: 429, headers: exceeded, budget: 'none' },
      'is refused for want of money it has',
    ],
    [
      'more money than it needs',
      { status: 429, headers: exceeded, budget: { isRaised: false } },
      'is refused for want of money it has',
    ],
  ])('%s is found', (_what, refused, problem) => {
    expect(check(refused)).toEqual([`${NAME} ${problem}`]);
  });

  it('a request that reached Bedrock is found', () => {
    expect(check({ status: 429, headers: exceeded }, [ENTRY])).toEqual([
      `${NAME} was refused by its budget, and Bedrock was asked`,
    ]);
  });
});

describe('demoted', () => {
  const headers = { 'x-router-tier-fallback': 'budget' };
  const budget = { whenExceeded: 'demote-to-flex' } as const;

  it('a request is on flex on the wire', () => {
    expect(check({ headers, budget }, [ENTRY, ENTRY])).toEqual([]);
  });

  it('a request that was on another tier is found', () => {
    const entries = [ENTRY, { ...ENTRY, requestedTier: 'priority' }];
    expect(check({ headers, budget }, entries)).toEqual([`${NAME} was demoted to flex, priority`]);
  });

  it('a request that Bedrock did not see is found', () => {
    expect(check({ headers, budget })).toEqual([`${NAME} was demoted to nothing`]);
  });

  it('a request whose policy wants none of it is found', () => {
    expect(check({ headers }, [ENTRY])).toEqual([`${NAME} was demoted`]);
  });
});

describe('without a ledger', () => {
  const throttled = { 'x-router-error': 'budget-unavailable', 'retry-after': '1' };
  const unreachable = { ...throttled, 'retry-after': '2' };
  const allow = { whenUnavailable: 'allow' } as const;

  it('a request is refused as the policy wants it', () => {
    expect(check({ status: 503, headers: unreachable }, [], [FAILED])).toEqual([]);
  });

  it('a request that is throttled is refused whatever the policy wants', () => {
    expect(check({ status: 503, headers: throttled, budget: allow }, [], [THROTTLED])).toEqual([]);
  });

  it.each<[string, Refused, readonly (typeof FAILED)[], string]>([
    [
      'although it was there',
      { status: 503, headers: unreachable },
      [],
      'finds no ledger, and it was there',
    ],
    [
      'although its policy lets it go on',
      { status: 503, headers: unreachable, budget: allow },
      [FAILED],
      'was refused although its policy lets it go on',
    ],
    [
      'as throttled where nothing was',
      { status: 503, headers: throttled },
      [FAILED],
      'is told of a throttle that there was not',
    ],
    [
      'without a time to wait',
      { status: 503, headers: { 'x-router-error': 'budget-unavailable' } },
      [FAILED],
      'is not told when to try again',
    ],
    [
      'with another status',
      { status: 500, headers: unreachable },
      [FAILED],
      'finds no ledger, and was answered 500',
    ],
  ])('a request that is refused %s is found', (_what, refused, calls, problem) => {
    expect(check(refused, [], calls)).toEqual([`${NAME} ${problem}`]);
  });
});

describe('a stranger', () => {
  const request = composeRequest({ sender: { caller: undefined, headers: {} } });
  const checkStranger = (status: number, entries: readonly (typeof ENTRY)[] = []) =>
    checkRefusals(composeRound({ answers: [composeAnswer({ request, status })], entries }));

  it.each([401, 403, 413])('is refused with %d', (status) => {
    expect(checkStranger(status)).toEqual([]);
  });

  it('who is served is found', () => {
    expect(checkStranger(200)).toEqual(['request 7 of a stranger was answered 200']);
  });

  it('who reaches Bedrock is found', () => {
    expect(checkStranger(403, [ENTRY])).toEqual(['request 7 of a stranger reached Bedrock']);
  });
});
