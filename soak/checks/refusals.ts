import type { JournalEntry } from '../../local/bedrock/journal';
import { findTrouble, type LedgerTrouble } from '../ledger/trouble';
import { readMarkedNumber } from '../traffic/mark';
import type { SoakAnswer } from '../traffic/send-request';
import type { FinishedRound } from './finished-round';

/** Values of `Retry-After` if DynamoDB throttles, and if it is unavailable. */
const THROTTLED_SECONDS = '1';
const UNREACHABLE_SECONDS = '2';

/** Lists what is wrong with refused and demoted requests: their answers, and their calls of Bedrock. */
export function checkRefusals(round: FinishedRound): readonly string[] {
  const { answers, entries, budgets } = round;
  const callsByNumber = groupByNumber(entries);
  return answers.flatMap((answer) => {
    const { number, sender } = answer.request;
    const calls = callsByNumber.get(number) ?? [];
    const trouble = findTrouble(sender.caller?.id ?? '', budgets);
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
  if (request.sender.caller === undefined) return checkUnknownSender(status, calls);
  if (headers['x-router-tier-fallback'] === 'budget') return checkDemoted(answer, calls);
  if (code !== 'budget-exceeded' && code !== 'budget-unavailable') return undefined;
  if (calls.length > 0) return 'was refused by its budget, and Bedrock was asked';
  return code === 'budget-exceeded' ? checkExceeded(answer) : checkUnavailable(answer, trouble);
}

/** @param status undefined if the client left before its answer */
function checkUnknownSender(
  status: number | undefined,
  calls: readonly JournalEntry[],
): string | undefined {
  if (calls.length > 0) return 'reached Bedrock';
  // It is 503 while Parameter Store cannot be read.
  const isRefused = [undefined, 401, 403, 503].includes(status);
  // API Gateway checks the size of a body first.
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
    return 'was refused although its budget suffices';
  if (status !== 429) return `exceeds its budget, and was answered ${status}`;
  const isFinal = headers['x-should-retry'] === 'false';
  const isTemporary = /^[1-9]$/.test(String(headers['retry-after']));
  return isFinal !== isTemporary ? undefined : 'exceeds its budget, and is not told when to ask';
}

/** A caller that may go on without the ledger is refused only if the ledger throttles. */
function checkUnavailable(
  { status, headers, request }: SoakAnswer,
  { isTroubled, wasThrottled }: LedgerTrouble,
): string | undefined {
  if (status !== 503) return `found no ledger, and was answered ${status}`;
  if (!isTroubled) return 'found no ledger, although it was available';
  if (headers['retry-after'] === THROTTLED_SECONDS) {
    return wasThrottled ? undefined : 'was refused as throttled, and nothing was throttled';
  }
  if (headers['retry-after'] !== UNREACHABLE_SECONDS)
    return 'found no ledger, and has no Retry-After';
  const mayGoOn = request.sender.caller?.budget?.whenUnavailable === 'allow';
  return mayGoOn ? 'was refused although its policy lets it go on' : undefined;
}

function groupByNumber(
  entries: readonly JournalEntry[],
): ReadonlyMap<number, readonly JournalEntry[]> {
  const groups = new Map<number, JournalEntry[]>();
  for (const entry of entries) {
    const number = readMarkedNumber(entry.body);
    groups.set(number, [...(groups.get(number) ?? []), entry]);
  }
  return groups;
}

function name({ request }: SoakAnswer): string {
  return request.sender.caller?.id ?? 'an unknown sender';
}
