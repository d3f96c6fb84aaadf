import * as v from 'valibot';
import { isOperationName } from '../ids/operation-name';
import { members, oneOf, refuse } from '../settings/check-value';
import type { BudgetResponse } from './policy';

const HIGHEST_LIMIT_USD = 1_000_000;
const LIMIT = refuse(`a number above 0 and up to ${HIGHEST_LIMIT_USD} with at most six decimals`);
const DEMOTE_TO = 'demote-to:';
const RESPONSE = refuse('reject, demote-to-flex or demote-to:<operation>');

/**
 * The budget of a policy. By default, requests beyond its limit are refused, and requests are allowed while the ledger
 * is not available.
 */
export const BUDGET = members({
  limitUsd: v.pipe(v.number(LIMIT), v.check(isLimit, LIMIT)),
  period: oneOf(['day', 'month']),
  whenExceeded: v.optional(
    v.pipe(v.string(RESPONSE), v.check(isResponse, RESPONSE), v.transform(toResponse)),
    'reject',
  ),
  whenUnavailable: v.optional(oneOf(['allow', 'reject']), 'allow'),
});

/** Amounts are written in dollars with at most six decimals. */
function isLimit(usd: number): boolean {
  return usd > 0 && usd <= HIGHEST_LIMIT_USD && Number(usd.toFixed(6)) === usd;
}

function isResponse(word: string): boolean {
  if (word === 'reject' || word === 'demote-to-flex') return true;
  return word.startsWith(DEMOTE_TO) && isOperationName(word.slice(DEMOTE_TO.length));
}

function toResponse(word: string): BudgetResponse {
  if (word === 'reject' || word === 'demote-to-flex') return { kind: word };
  return { kind: 'demote-to-operation', operation: word.slice(DEMOTE_TO.length) };
}
