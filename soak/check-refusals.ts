import type { JournalEntry } from '../local/bedrock/journal';
import type { BudgetedRound } from './check-budgets';
import { findTrouble, type LedgerTrouble } from './ledger-trouble';
import type { SoakAnswer } from './send-soak-request';
import { MARK_PATTERN } from './soak-request';

/** What `Retry-After` says where DynamoDB throttles, and where it cannot be had. */
const THROTTLED_SECONDS = '1';
const UNREACHABLE_SECONDS = '2';

/** What is wrong with what callers were told for want of a key or of money, and with what Bedrock saw of it. */
export function checkRefusals(round: BudgetedRound): readonly string[] {
  const { answers, entries, budgets } = round;
  const callsByNumber = groupByNumber(entries);
  return answers.flatMap((answer) => {
    const { number, sender } = answer.request;
    const calls = callsByNumber.get(number) ?? [];
    const trouble = findTrouble(sender.caller?.id ?? '', budgets.calls, budgets.lines);
    const problem = checkAnswer(answer, calls, trouble);
    return problem === undefined ? [] : [`request ${number} of ${name(answer)} ${problem}`];
  });
}

function checkAnswer(
  answer: SoakAnswer,
  calls: readonly JournalEntry[],
  trouble: LedgerTrouble,
): string | undefined {
  const { status, headers, request } = answer;
  const code = headers['x-router-error'];
  if (request.sender.caller === undefined) return checkStranger(status, calls);
  if (headers['x-router-tier-fallback'] === 'budget') return checkDemoted(answer, calls);
  if (code !== 'budget-exceeded' && code !== 'budget-unavailable') return undefined;
  if (calls.length > 0) return 'was refused by its budget, and Bedrock was asked';
  return code === 'budget-exceeded' ? checkExceeded(answer) : checkUnavailable(answer, trouble);
}

/** Undefined is the status of those who left before they were told. */
function checkStranger(
  status: number | undefined,
  calls: readonly JournalEntry[],
): string | undefined {
  if (calls.length > 0) return 'reached Bedrock';
  const isRefused = status === undefined || status === 401 || status === 403;
  // Of a body that is too large nothing else is read.
  return isRefused || status === 413 ? undefined : `was answered ${status}`;
}

function checkDemoted({ request }: SoakAnswer, calls: readonly JournalEntry[]): string | undefined {
  if (request.sender.caller?.budget?.whenExceeded !== 'demote-to-flex') return 'was demoted';
  const tiers = calls.map(({ requestedTier = 'default' }) => requestedTier);
  const isOnFlex = tiers.length > 0 && tiers.every((tier) => tier === 'flex');
  return isOnFlex ? undefined : `was demoted to ${tiers.join(', ') || 'nothing'}`;
}

function checkExceeded({ status, headers, request }: SoakAnswer): string | undefined {
  if (request.sender.caller?.budget?.isRaised !== true)
    return 'is refused for want of money it has';
  if (status !== 429) return `exceeds its budget, and was answered ${status}`;
  const isTold = /^[1-9]\d*$/.test(String(headers['retry-after']));
  return isTold ? undefined : 'exceeds its budget, and is not told until when';
}

/** Who may go on without the ledger is refused only where that throttles. */
function checkUnavailable(
  { status, headers, request }: SoakAnswer,
  { isTroubled, wasThrottled }: LedgerTrouble,
): string | undefined {
  if (status !== 503) return `finds no ledger, and was answered ${status}`;
  if (!isTroubled) return 'finds no ledger, and it was there';
  if (headers['retry-after'] === THROTTLED_SECONDS) {
    return wasThrottled ? undefined : 'is told of a throttle that there was not';
  }
  if (headers['retry-after'] !== UNREACHABLE_SECONDS) return 'is not told when to try again';
  const mayGoOn = request.sender.caller?.budget?.whenUnavailable === 'allow';
  return mayGoOn ? 'was refused although its policy lets it go on' : undefined;
}

function groupByNumber(
  entries: readonly JournalEntry[],
): ReadonlyMap<number, readonly JournalEntry[]> {
  const groups = new Map<number, JournalEntry[]>();
  for (const entry of entries) {
    const number = Number(MARK_PATTERN.exec(entry.body.toString('latin1', 0, 500))?.[1]);
    groups.set(number, [...(groups.get(number) ?? []), entry]);
  }
  return groups;
}

function name({ request }: SoakAnswer): string {
  return request.sender.caller?.id ?? 'a stranger';
}
