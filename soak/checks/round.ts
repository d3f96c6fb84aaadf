import type { JsonObject } from '../../lambda/core/json/json-object';
import type { JournalEntry } from '../../local/bedrock/journal';
import { readMarkedNumber } from '../traffic/mark';
import { isReceived } from '../traffic/request';
import { hasLeft, type SoakAnswer } from '../traffic/send-request';
import { checkAnswers } from './answers';
import { checkCosts } from './costs';
import type { FinishedRound } from './finished-round';
import { checkJournal, type IsAwaited } from './journal';
import { checkLimits } from './limits';
import { checkMetrics } from './metrics';
import { checkRefusals } from './refusals';
import { checkReservations } from './reservations';
import { checkSpending } from './spending';
import { checkVariants } from './variants';

/** Lists what is wrong with a round. Empty if every request has exactly one outcome and all sums agree. */
export function checkRound(round: FinishedRound): readonly string[] {
  const { answers, receipts, metrics, entries } = round;
  const isAwaited = findAwaited(answers, round.budgets.wasStalled);
  return [
    ...checkAnswers(answers),
    ...checkReceipts(answers, receipts),
    ...checkCosts(receipts),
    ...checkVariants(receipts),
    ...checkMetrics(receipts, metrics),
    ...checkJournal(receipts, entries, isAwaited),
    ...checkAttempts(receipts, entries, isAwaited),
    ...checkLimits(round),
    ...checkSpending(round),
    ...checkReservations(round),
    ...checkRefusals(round),
  ];
}

function checkReceipts(
  answers: readonly SoakAnswer[],
  receipts: readonly JsonObject[],
): readonly string[] {
  const received = answers.filter(({ request }) => isReceived(request));
  const ids = new Set(receipts.map(({ request_id: id }) => id));
  const bugs = receipts.filter(({ router_error: code }) => code === 'unknown');
  const problems = bugs.map(({ request_id: id }) => `request ${id} ended in a bug`);
  if (receipts.length !== received.length || ids.size !== receipts.length) {
    const counted = `${receipts.length} receipts under ${ids.size} IDs`;
    problems.push(`${counted} for ${received.length} requests`);
  }
  return problems;
}

/** Every attempt in a receipt arrived at Bedrock, unless it ended before it was sent. */
function checkAttempts(
  receipts: readonly JsonObject[],
  entries: readonly JournalEntry[],
  isAwaited: IsAwaited,
): readonly string[] {
  const attempts = receipts.flatMap((receipt) =>
    Array.isArray(receipt['attempts']) ? receipt['attempts'] : [],
  );
  const answered = attempts.filter(({ result }) => typeof result === 'number').length;
  const awaited = entries.filter(isAwaited).length;
  if (answered <= entries.length && awaited <= attempts.length) return [];
  const arrived = `${entries.length} calls at Bedrock, ${awaited} of them for clients that waited`;
  return [`${attempts.length} attempts in receipts, ${answered} of them answered; ${arrived}`];
}

/**
 * Finds the calls for clients that waited for their answer. If a client leaves or sets a short timeout, the outcome of
 * its calls depends on the moment.
 */
function findAwaited(answers: readonly SoakAnswer[], wasStalled: boolean): IsAwaited {
  // The function may have given up what was answered in time.
  if (wasStalled) return () => false;
  const unawaited = answers.filter(
    (answer) => hasLeft(answer) || 'x-router-timeout-ms' in answer.request.headers,
  );
  const numbers = new Set(unawaited.map(({ request }) => request.number));
  return ({ body }) => !numbers.has(readMarkedNumber(body));
}
