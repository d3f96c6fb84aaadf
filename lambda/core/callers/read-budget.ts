import { isOperationName } from '../ids/operation-name';
import { quote, requireMembers, ValueProblem } from '../json/written-value';
import type { BudgetResponse, CallerBudget } from './caller-policy';

const MEMBERS = ['limitUsd', 'period', 'whenExceeded', 'whenUnavailable'];
const PERIODS = ['day', 'month'] as const;
const UNAVAILABLE_WORDS = ['allow', 'reject'] as const;
const HIGHEST_LIMIT_USD = 1_000_000;
const LIMIT_RULE = `a number above 0 and up to ${HIGHEST_LIMIT_USD} with at most six decimals`;
const DEMOTE_TO = 'demote-to:';
const EXCEEDED_RULE = 'reject, demote-to-flex or demote-to:<operation>';

/**
 * Reads the budget of a policy. Past it requests are refused unless it says otherwise; while the ledger cannot be
 * reached they are let through unless it says otherwise.
 *
 * @throws ValueProblem
 */
export function readBudget(value: unknown): CallerBudget {
  const { limitUsd, period, whenExceeded, whenUnavailable } = requireMembers(
    'budget',
    value,
    MEMBERS,
  );
  return {
    limitUsd: readLimit(limitUsd),
    period: readWord('budget.period', period, PERIODS),
    whenExceeded: whenExceeded === undefined ? { kind: 'reject' } : readResponse(whenExceeded),
    whenUnavailable:
      whenUnavailable === undefined
        ? 'allow'
        : readWord('budget.whenUnavailable', whenUnavailable, UNAVAILABLE_WORDS),
  };
}

/** Millionths of a dollar are the ledger's unit. */
function readLimit(value: unknown): number {
  const isInRange = typeof value === 'number' && value > 0 && value <= HIGHEST_LIMIT_USD;
  if (isInRange && Number(value.toFixed(6)) === value) return value;
  throw new ValueProblem(`budget.limitUsd is ${quote(value)}, not ${LIMIT_RULE}`);
}

function readResponse(value: unknown): BudgetResponse {
  if (value === 'reject' || value === 'demote-to-flex') return { kind: value };
  if (typeof value === 'string' && value.startsWith(DEMOTE_TO)) {
    const operation = value.slice(DEMOTE_TO.length);
    if (isOperationName(operation)) return { kind: 'demote-to-operation', operation };
  }
  throw new ValueProblem(`budget.whenExceeded is ${quote(value)}, not ${EXCEEDED_RULE}`);
}

function readWord<Word extends string>(
  place: string,
  value: unknown,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw new ValueProblem(`${place} is ${quote(value)}; it may be ${words.join(' or ')}`);
}
