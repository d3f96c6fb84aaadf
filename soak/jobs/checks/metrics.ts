import { JOB_METRICS, METRICS } from '../../../lambda/contract';
import { type JsonObject, parseJsonObject } from '../../../lambda/core/json/json-object';
import type { JournalEntry } from '../../../local/bedrock/journal';
import { priceTokens } from '../../checks/prices';
import { readMarkedNumber } from '../../traffic/mark';
import type { AnsweredJob } from './answers';

const CALM = 'calm000000';
const NANO = 1e9;
/** USD are summed as binary fractions. */
const TOLERANCE_USD = 1e-9;

export interface MetricFacts {
  readonly answered: readonly AnsweredJob[];
  readonly entries: readonly JournalEntry[];
  readonly lines: readonly string[];
  /** Jobs that nobody counted, because the worker crashed when it noted their end. */
  readonly uncounted: number;
}

/** Compares the metrics of jobs with the jobs, and those of calls without crashes with Bedrock's journal. */
export function checkJobMetrics({ answered, entries, lines, uncounted }: MetricFacts) {
  const metrics = lines
    .map((line): JsonObject => parseJsonObject(line) ?? {})
    .filter((line) => '_aws' in line);
  const total = (name: string, from = metrics) =>
    from.reduce((sum, line) => sum + Number(line[name] ?? 0), 0);
  const succeeded = answered.filter(({ seen }) => seen.status === 'SUCCEEDED').length;
  const { jobsSucceeded, jobsFailed, jobsStopped } = JOB_METRICS;
  const ended = total(jobsSucceeded) + total(jobsFailed) + total(jobsStopped);
  const problems = [
    checkQueued(total(JOB_METRICS.jobsQueued), answered),
    compare('jobs that ended', ended + uncounted, answered.length),
  ];
  if (total(jobsSucceeded) > succeeded) {
    problems.push(`${total(jobsSucceeded)} successes for ${succeeded}`);
  }
  const calm = new Set(
    answered.filter(({ job }) => job.callerId === CALM).map(({ job }) => job.number),
  );
  const own = entries.filter(({ body }) => calm.has(readMarkedNumber(body)));
  const ofCalm = metrics.filter((line) => line['Caller'] === CALM);
  const cost = own.reduce((sum, entry) => sum + priceEntry(entry), 0) / NANO;
  const answers = own.filter(({ status }) => status === 200).length;
  problems.push(compare(METRICS.invocations, total(METRICS.invocations, ofCalm), answers));
  const counted = total(METRICS.estimatedCost, ofCalm);
  if (Math.abs(counted - cost) > TOLERANCE_USD) {
    problems.push(`${METRICS.estimatedCost} is ${counted}, and the answers cost ${cost}`);
  }
  return problems.filter((problem) => problem !== undefined);
}

/** If the answers of S3 are lost, nobody knows which of the submissions was the first one. */
function checkQueued(counted: number, answered: readonly AnsweredJob[]): string | undefined {
  const uncertain = answered.filter(({ tries }) => tries > 1).length;
  if (counted <= answered.length && counted >= answered.length - uncertain) return undefined;
  return compare(JOB_METRICS.jobsQueued, counted, answered.length);
}

function compare(name: string, counted: number, expected: number): string | undefined {
  return counted === expected ? undefined : `${name}: ${counted} in metrics, in truth ${expected}`;
}

function priceEntry({ status, modelId = '', resolvedTier = '', usage }: JournalEntry): number {
  if (usage === undefined || status !== 200) return 0;
  const { inputTokens, outputTokens } = usage;
  return priceTokens({ modelId, tier: resolvedTier }, inputTokens, outputTokens);
}
