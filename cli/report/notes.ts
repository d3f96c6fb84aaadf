import { isIncomplete } from './figures';
import type { LeftOut, Period, ReportFigures } from './source';
import { formatUnits } from './usd-units';

const SHOWN_DECIMALS = 6;

export interface Noted {
  readonly total: ReportFigures;
  readonly leftOut: LeftOut;
  readonly period: Period;
}

/** Describes the period, what the sums leave out, and how they differ from the budgets. A line has at most 80 characters. */
export function describeReport({ total, leftOut, period }: Noted): readonly string[] {
  return [
    ...describeIncomplete(total),
    ...describeHits(total),
    ...describeJobs(total),
    ...describeCharges(total),
    ...describePeriod(period),
    ...describeLeftOut(leftOut),
  ];
}

/** Describes what the sums leave out, for a format that has everything else in its records. */
export function describeOmissions({ total, leftOut }: Noted): readonly string[] {
  return [...describeIncomplete(total), ...describeLeftOut(leftOut)];
}

function describePeriod({ from, to }: Period): readonly string[] {
  const times = [
    ...(from === undefined ? [] : [`from ${writeTime(from)}`]),
    ...(to === undefined ? [] : [`to ${writeTime(to)}`]),
  ];
  return times.length === 0 ? [] : [`Requests that ended ${times.join(' ')}`];
}

function writeTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}

/** The metric EstimatedCost leaves out the same. */
function describeIncomplete(total: ReportFigures): readonly string[] {
  const { unpriced, unknownUsage, lostAttempts, unsaved } = total;
  return [
    ...write(unpriced, 'request', '* without % to models or tiers that have no price'),
    ...write(unknownUsage, 'reply', '* without % of unknown usage'),
    ...write(lostAttempts, 'call', '* without % that got no reply and may be billed'),
    ...write(
      unsaved,
      'request',
      'SAVED USD is without % to models whose default tier has no price',
    ),
  ];
}

/** In the table alone. The other formats have them in their records. */
function describeHits({ cacheHits, cacheSavingsUnits }: ReportFigures): readonly string[] {
  const usd = formatUnits(cacheSavingsUnits, SHOWN_DECIMALS);
  return write(cacheHits, 'hit', `The cache saved ${usd} USD by %, which SAVED USD leaves out`);
}

/** Each attempt that found no capacity is an error, and the job went on. */
function describeJobs({ jobAttempts }: ReportFigures): readonly string[] {
  return write(jobAttempts, 'attempt', 'REQ and ERR have % of jobs');
}

function describeCharges(total: ReportFigures): readonly string[] {
  const { requests, charged, chargedUnits } = total;
  if (charged === 0) return [];
  const usd = formatUnits(chargedUnits, SHOWN_DECIMALS);
  const rounding = `Budgets count ${usd} USD: each request is rounded up to a nano-dollar`;
  return [
    ...(isIncomplete(total)
      ? [`${rounding},`, 'and what * leaves out counts as the most that it can cost.']
      : [`${rounding}.`]),
    ...write(
      requests - charged,
      'request',
      'They count nothing for % of which a part has no price.',
    ),
  ];
}

function describeLeftOut({ unrouted, unreadable, untimed }: LeftOut): readonly string[] {
  return [
    ...write(unrouted, 'request', 'Left out: % without a route'),
    ...write(unreadable, 'line', 'Left out: % that could not be read'),
    ...write(untimed, 'request', 'Left out: % without a time'),
  ];
}

const PLURALS = {
  attempt: 'attempts',
  request: 'requests',
  reply: 'replies',
  hit: 'hits',
  call: 'calls',
  line: 'lines',
} as const;

/** Puts a count and its noun into a sentence; nothing for 0. */
function write(count: number, noun: keyof typeof PLURALS, sentence: string): readonly string[] {
  if (count === 0) return [];
  const words = `${count} ${count === 1 ? noun : PLURALS[noun]}`;
  return [sentence.replace('%', words)];
}
