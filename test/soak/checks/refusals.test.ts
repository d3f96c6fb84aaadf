import { describe, expect, it } from 'vitest';
import { checkRefusals } from '../../../soak/checks/refusals';
import type { SoakBudget } from '../../../soak/traffic/callers';
import {
  composeAnswer,
  composeCaller,
  composeRequest,
  composeRound,
  ENTRY,
  FAILED,
} from './compose-round';

const NAME = 'request 7 of scarce0000';
const THROTTLED = { ...FAILED, failure: 'throttle' } as const;

interface Refused {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly budget?: Partial<SoakBudget> | 'none';
}

/** Checks a request with this answer and these calls of Bedrock and of the ledger. */
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
      'exceeds its budget, and has no Retry-After',
    ],
    [
      'no budget',
      { status: 429, headers: exceeded, budget: 'none' },
      'was refused although its budget suffices',
    ],
    [
      'a sufficient budget',
      { status: 429, headers: exceeded, budget: { isRaised: false } },
      'was refused although its budget suffices',
    ],
  ])('a refusal with %s is found', (_what, refused, problem) => {
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

  it('a request asks Bedrock for flex', () => {
    expect(check({ headers, budget }, [ENTRY, ENTRY])).toEqual([]);
  });

  it('a request that asked for another tier is found', () => {
    const entries = [ENTRY, { ...ENTRY, requestedTier: 'priority' }];
    expect(check({ headers, budget }, entries)).toEqual([`${NAME} was demoted to flex, priority`]);
  });

  it('a request that did not reach Bedrock is found', () => {
    expect(check({ headers, budget })).toEqual([`${NAME} was demoted to nothing`]);
  });

  it('a request whose policy does not demote is found', () => {
    expect(check({ headers }, [ENTRY])).toEqual([`${NAME} was demoted`]);
  });
});

describe('without a ledger', () => {
  const throttled = { 'x-router-error': 'budget-unavailable', 'retry-after': '1' };
  const unreachable = { ...throttled, 'retry-after': '2' };
  const allow = { whenUnavailable: 'allow' } as const;

  it('a request is refused if the policy says so', () => {
    expect(check({ status: 503, headers: unreachable }, [], [FAILED])).toEqual([]);
  });

  it('a throttled request is refused whatever the policy says', () => {
    expect(check({ status: 503, headers: throttled, budget: allow }, [], [THROTTLED])).toEqual([]);
  });

  it.each<[string, Refused, readonly (typeof FAILED)[], string]>([
    [
      'although the ledger was available',
      { status: 503, headers: unreachable },
      [],
      'found no ledger, although it was available',
    ],
    [
      'although its policy lets it go on',
      { status: 503, headers: unreachable, budget: allow },
      [FAILED],
      'was refused although its policy lets it go on',
    ],
    [
      'as throttled although nothing was',
      { status: 503, headers: throttled },
      [FAILED],
      'was refused as throttled, and nothing was throttled',
    ],
    [
      'without a time to wait',
      { status: 503, headers: { 'x-router-error': 'budget-unavailable' } },
      [FAILED],
      'found no ledger, and has no Retry-After',
    ],
    [
      'with another status',
      { status: 500, headers: unreachable },
      [FAILED],
      'found no ledger, and was answered 500',
    ],
  ])('a request that is refused %s is found', (_what, refused, calls, problem) => {
    expect(check(refused, [], calls)).toEqual([`${NAME} ${problem}`]);
  });
});

describe('an unknown sender', () => {
  const request = composeRequest({ sender: { caller: undefined, headers: {} } });
  const checkUnknownSender = (status: number, entries: readonly (typeof ENTRY)[] = []) =>
    checkRefusals(composeRound({ answers: [composeAnswer({ request, status })], entries }));

  it.each([401, 403, 413])('is refused with %d', (status) => {
    expect(checkUnknownSender(status)).toEqual([]);
  });

  it('that is served is found', () => {
    expect(checkUnknownSender(200)).toEqual(['request 7 of an unknown sender was answered 200']);
  });

  it('that reaches Bedrock is found', () => {
    expect(checkUnknownSender(403, [ENTRY])).toEqual([
      'request 7 of an unknown sender reached Bedrock',
    ]);
  });
});
