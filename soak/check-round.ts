import type { JsonObject } from '../lambda/core/json/json-object';
import type { JournalEntry } from '../local/bedrock/journal';
import { checkAnswers, hasLeft } from './check-answers';
import { checkBudgets, type RoundBudgets } from './check-budgets';
import { checkCosts } from './check-costs';
import { checkJournal } from './check-journal';
import { checkMetrics } from './check-metrics';
import type { SoakAnswer } from './send-soak-request';
import { SOAK_CALLERS } from './soak-callers';
import { MARK_PATTERN, type SoakRequest } from './soak-request';

/** All that is known of the requests of one round once they are over. */
export interface FinishedRound {
  readonly answers: readonly SoakAnswer[];
  readonly receipts: readonly JsonObject[];
  readonly metrics: readonly JsonObject[];
  readonly entries: readonly JournalEntry[];
  readonly budgets: RoundBudgets;
}

/** Whether the function is to see the request at all, and so to have one receipt for it. */
export function isReceived({ manner, isTooLarge, sender }: SoakRequest): boolean {
  return manner !== 'leaves-sending' && !isTooLarge && sender.caller !== undefined;
}

/** What is wrong with a round; empty where every request has exactly one outcome and all sums agree. */
export function checkRound(round: FinishedRound): readonly string[] {
  const { answers, receipts, metrics, entries } = round;
  const isPatient = findPatient(answers);
  return [
    ...checkAnswers(answers),
    ...checkReceipts(answers, receipts),
    ...checkCosts(receipts),
    ...checkMetrics(receipts, metrics),
    ...checkJournal(receipts, entries, isPatient),
    ...checkAttempts(receipts, entries, isPatient),
    ...checkBudgets({ ...round, callers: SOAK_CALLERS }),
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

/** Bedrock saw every attempt that a receipt tells of, but those that ended before they had begun. */
function checkAttempts(
  receipts: readonly JsonObject[],
  entries: readonly JournalEntry[],
  isPatient: (entry: JournalEntry) => boolean,
): readonly string[] {
  const told = receipts.flatMap(({ attempts }) => (Array.isArray(attempts) ? attempts : []));
  const answered = told.filter(({ result }) => typeof result === 'number').length;
  const patient = entries.filter(isPatient).length;
  if (answered <= entries.length && patient <= told.length) return [];
  const arrived = `${entries.length} calls at Bedrock, ${patient} of them for clients that waited`;
  return [`${told.length} attempts in receipts, ${answered} of them answered; ${arrived}`];
}

/** Calls for clients that neither left nor hurried: what became of those depends on the moment. */
function findPatient(answers: readonly SoakAnswer[]): (entry: JournalEntry) => boolean {
  const impatient = answers.filter(
    (answer) => hasLeft(answer) || 'x-router-timeout-ms' in answer.request.headers,
  );
  const numbers = new Set(impatient.map(({ request }) => request.number));
  return ({ body }) => {
    const beginning = body.toString('latin1', 0, 500);
    return !numbers.has(Number(MARK_PATTERN.exec(beginning)?.[1]));
  };
}
