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

const EXCEEDED = { 'x-router-error': 'budget-exceeded', 'x-should-retry': 'false' };
const RESERVED = { 'x-router-error': 'budget-exceeded', 'retry-after': '5' };
const DEMOTED = { 'x-router-tier-fallback': 'budget' };
const THROTTLED_LEDGER = { 'x-router-error': 'budget-unavailable', 'retry-after': '1' };
const NO_LEDGER = { 'x-router-error': 'budget-unavailable', 'retry-after': '2' };
const DEMOTES = { whenExceeded: 'demote-to-flex' } as const;
const ALLOWS = { whenUnavailable: 'allow' } as const;
const ON_PRIORITY = { ...ENTRY, requestedTier: 'priority' };

it.each<[string, Parameters<typeof check>]>([
  ['over its budget with 429 until the next period', [{ status: 429, headers: EXCEEDED }]],
  ['whose budget is reserved, with 429 for a moment', [{ status: 429, headers: RESERVED }]],
  ['that is demoted, by asking for flex', [{ headers: DEMOTED, budget: DEMOTES }, [ENTRY, ENTRY]]],
  ['without a ledger, if the policy says so', [{ status: 503, headers: NO_LEDGER }, [], [FAILED]]],
  [
    'whose ledger is throttled, whatever the policy says',
    [{ status: 503, headers: THROTTLED_LEDGER, budget: ALLOWS }, [], [THROTTLED]],
  ],
])('accepts the answer to a request %s', (_what, found) => {
  expect(check(...found)).toEqual([]);
});

it.each<[string, ...Parameters<typeof check>]>([
  ['exceeds its budget, and was answered 403', { status: 403, headers: EXCEEDED }],
  [
    'exceeds its budget, and is not told when to ask',
    { status: 429, headers: { ...RESERVED, 'retry-after': '780000' } },
  ],
  ['was refused although its budget suffices', { status: 429, headers: EXCEEDED, budget: 'none' }],
  [
    'was refused although its budget suffices',
    { status: 429, headers: EXCEEDED, budget: { isRaised: false } },
  ],
  ['was refused by its budget, and Bedrock was asked', { status: 429, headers: EXCEEDED }, [ENTRY]],
  ['was demoted to flex, priority', { headers: DEMOTED, budget: DEMOTES }, [ENTRY, ON_PRIORITY]],
  ['was demoted to nothing', { headers: DEMOTED, budget: DEMOTES }],
  ['was demoted', { headers: DEMOTED }, [ENTRY]],
  ['found no ledger, although it was available', { status: 503, headers: NO_LEDGER }],
  [
    'was refused although its policy lets it go on',
    { status: 503, headers: NO_LEDGER, budget: ALLOWS },
    [],
    [FAILED],
  ],
  [
    'was refused as throttled, and nothing was throttled',
    { status: 503, headers: THROTTLED_LEDGER },
    [],
    [FAILED],
  ],
  [
    'found no ledger, and has no Retry-After',
    { status: 503, headers: { 'x-router-error': 'budget-unavailable' } },
    [],
    [FAILED],
  ],
  ['found no ledger, and was answered 500', { status: 500, headers: NO_LEDGER }, [], [FAILED]],
])('finds that a request %s', (problem, ...found) => {
  expect(check(...found)).toEqual([`request 7 of scarce0000 ${problem}`]);
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
