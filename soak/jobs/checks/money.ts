import type { JournalEntry } from '../../../local/bedrock/journal';
import { boundCall, priceTokens } from '../../checks/prices';
import { type LedgerRow, sumOpen } from '../../ledger/row';
import { readMarkedNumber } from '../../traffic/mark';
import { NOVA } from '../../traffic/operations';
import { JOB_CALLERS } from '../job';
import type { AnsweredJob } from './answers';

export interface MoneyFacts {
  readonly answered: readonly AnsweredJob[];
  readonly entries: readonly JournalEntry[];
  readonly rows: readonly LedgerRow[];
  /** The IDs of jobs that met a crash. */
  readonly crashed: ReadonlySet<string>;
  /**
   * Calls of the ledger that failed by the log. On a busy machine a reservation may be made after its client has given it
   * up. It is left until it expires.
   */
  readonly faults: number;
}

/** The same model with its tier and without, and a fallback. */
const MOST_CALLS_OF_A_PLAN = 3;

/** Compares the ledger with the calls that Bedrock received. */
export function checkMoney(facts: MoneyFacts): readonly string[] {
  const problems = facts.rows
    .filter((row) => row.committed !== row.spent + sumOpen(row))
    .map(({ callerId }) => `${callerId}: sums differ`);
  const left = facts.rows.flatMap(({ callerId, open }) =>
    [...open.keys()].map((name) => `${callerId} ${name}`),
  );
  if (left.length > facts.faults) problems.push(`reservations are left: ${left.join(', ')}`);
  const budgeted = Object.entries(JOB_CALLERS).filter(([, limit]) => limit !== undefined);
  return [...problems, ...budgeted.flatMap(([id]) => checkCaller(id, facts))];
}

/**
 * A caller is charged what its answers cost, and the most that a call can cost whose answer is lost. After a crash nothing is
 * known of an attempt, so it is charged at its most, even if it called nothing.
 */
function checkCaller(id: string, { answered, entries, rows, crashed }: MoneyFacts) {
  const jobs = answered.filter(({ job }) => job.callerId === id);
  const byJob = new Map<number, JournalEntry[]>();
  for (const entry of entries) {
    const number = readMarkedNumber(entry.body);
    byJob.set(number, [...(byJob.get(number) ?? []), entry]);
  }
  const costs = jobs.map((each) => {
    const own = byJob.get(each.job.number) ?? [];
    return crashed.has(each.jobId) ? boundCrashed(each, own) : fix(sum(own.map(priceCall)));
  });
  const least = sum(costs.map((cost) => cost.least));
  const most = sum(costs.map((cost) => cost.most));
  const spent = sum(rows.filter(({ callerId }) => callerId === id).map((row) => row.spent));
  if (least <= spent && spent <= most) return [];
  return [`${id} has spent ${spent}, and its calls cost ${least} to ${most}`];
}

interface CostRange {
  readonly least: number;
  readonly most: number;
}

function boundCrashed({ job, seen }: AnsweredJob, entries: readonly JournalEntry[]): CostRange {
  const attempts = (seen.receipt?.repeated ?? 0) * MOST_CALLS_OF_A_PLAN;
  const unknown = attempts * boundCall({ modelId: NOVA, tier: 'default' }, job.body);
  return {
    least: sum(entries.map(priceAnswer)),
    most: unknown + sum(entries.map((entry) => Math.max(priceAnswer(entry), boundEntry(entry)))),
  };
}

function fix(cost: number): CostRange {
  return { least: cost, most: cost };
}

function priceCall(entry: JournalEntry): number {
  const isLost = entry.failure === 'timeout' || entry.failure === 'cut';
  return isLost ? boundEntry(entry) : priceAnswer(entry);
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

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
