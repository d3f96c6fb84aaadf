import type { JournalEntry } from '../../../local/bedrock/journal';
import { boundCall, priceTokens } from '../../checks/prices';
import { type LedgerRow, sumOpen } from '../../ledger/row';
import { readMarkedNumber } from '../../traffic/mark';
import { JOB_CALLERS } from '../job';
import type { AnsweredJob } from './answers';

export interface MoneyFacts {
  readonly answered: readonly AnsweredJob[];
  readonly entries: readonly JournalEntry[];
  readonly rows: readonly LedgerRow[];
  /** The IDs of jobs that met a crash. */
  readonly crashed: ReadonlySet<string>;
}

/** Compares the ledger with the calls that Bedrock received. */
export function checkMoney(facts: MoneyFacts): readonly string[] {
  const problems = facts.rows.flatMap((row) => [
    ...(row.open.size === 0 ? [] : [`${row.callerId} has ${row.open.size} reservations left`]),
    ...(row.committed === row.spent + sumOpen(row) ? [] : [`${row.callerId}: sums differ`]),
  ]);
  const budgeted = Object.entries(JOB_CALLERS).filter(([, limit]) => limit !== undefined);
  return [...problems, ...budgeted.flatMap(([id]) => checkCaller(id, facts))];
}

/**
 * A caller is charged what its answers cost. A call whose answer is lost, or that a crash cut off, is charged at its most. A
 * crash may also leave an attempt that called nothing, which is charged so, too.
 */
function checkCaller(id: string, { answered, entries, rows, crashed }: MoneyFacts) {
  const jobs = new Map(
    answered.filter(({ job }) => job.callerId === id).map((each) => [each.job.number, each]),
  );
  const own = entries.filter(({ body }) => jobs.has(readMarkedNumber(body)));
  const real = own.reduce((sum, entry) => sum + priceAnswer(entry), 0);
  const spent = rows
    .filter(({ callerId }) => callerId === id)
    .reduce((sum, row) => sum + row.spent, 0);
  const isCertain = own.every(({ failure }) => failure !== 'timeout' && failure !== 'cut');
  const hasCrashed = [...jobs.values()].some(({ jobId }) => crashed.has(jobId));
  if (isCertain && !hasCrashed) {
    return spent === real ? [] : [`${id} has spent ${spent}, and its answers cost ${real}`];
  }
  const most = own.reduce((sum, entry) => sum + boundEntry(entry), 0);
  const repeated = [...jobs.values()].reduce((sum, each) => sum + boundRepeats(each), 0);
  if (real <= spent && spent <= most + repeated) return [];
  return [`${id} has spent ${spent}, its answers cost ${real}, and its calls at most ${most}`];
}

/** What Bedrock bills for a call. A crash of its client does not change that. */
function priceAnswer({ status, modelId = '', resolvedTier = '', usage, failure }: JournalEntry) {
  if (usage === undefined || status !== 200 || failure === 'cut') return 0;
  const { inputTokens, outputTokens } = usage;
  return priceTokens({ modelId, tier: resolvedTier }, inputTokens, outputTokens);
}

function boundEntry({ modelId = '', requestedTier = 'default', body }: JournalEntry): number {
  return boundCall({ modelId, tier: requestedTier }, body.toString('utf8'));
}

function boundRepeats({ job, seen }: AnsweredJob): number {
  const candidate = { modelId: 'us.amazon.nova-2-lite-v1:0', tier: 'default' };
  return (seen.receipt?.repeated ?? 0) * 3 * boundCall(candidate, job.body);
}
