import { formatTable } from '../../local/terminal/format-table';
import type { ColdStart } from '../cold-start/time-start';
import type { MeasuredStarts } from '../sections/measure-starts';
import { formatSpread, measureSpread } from './spread';

const PARTS = [
  ['node', 'Node.js itself'],
  ['load', 'import of the bundle'],
  ['firstMapping', 'first mapping, from Parameter Store'],
  ['firstRequest', 'first request'],
  ['budgetClients', 'clients of budgets, by the first caller with one'],
] as const satisfies readonly (readonly [keyof ColdStart, string])[];

/** A new environment is judged by its first requests. */
const FIRST = 100;

/** A table of the parts of a start, and one of the requests that follow. */
export function formatStarts(measured: readonly MeasuredStarts[]): string {
  return measured.map(formatOne).join('\n\n');
}

function formatOne({ bundle, latencyMillis, starts }: MeasuredStarts): string {
  const rows = PARTS.map(([part, name]) => [
    name,
    formatSpread(measureSpread(starts.map((start) => start[part].millis)), 1),
    formatSpread(measureSpread(starts.map((start) => start[part].cpuMillis)), 1),
  ]);
  const title = `Cold starts of ${bundle === 'this' ? 'this' : 'the baseline’s'} bundle, ${latencyMillis} ms of network`;
  return [formatTable([[title, 'ms', 'CPU ms'], ...rows]), ...formatRequests(starts)].join('\n');
}

function formatRequests(starts: readonly ColdStart[]): readonly string[] {
  const marks = starts[0]?.requests ?? [];
  if (marks.length === 0) return [];
  const rows = marks.map(({ upTo }, index) => {
    const micros = starts.map(({ requests }) => requests[index]?.cpuMicros ?? Number.NaN);
    return [`up to request ${upTo}`, formatSpread(measureSpread(micros), 0)];
  });
  return ['', formatTable([['after the first', 'CPU µs a request'], ...rows])];
}

/** The median of the CPU time up to the end of the first answer. */
export function sumStart(starts: readonly ColdStart[]): number {
  const sums = starts.map(
    ({ load, firstMapping, firstRequest }) =>
      load.cpuMillis + firstMapping.cpuMillis + firstRequest.cpuMillis,
  );
  return measureSpread(sums).median;
}

/** The median of the CPU time of the first 100 requests. */
export function sumFirstRequests(starts: readonly ColdStart[]): number {
  const sums = starts.map(({ firstRequest, requests }) => {
    let made = 0;
    let micros = firstRequest.cpuMillis * 1000;
    for (const { upTo, cpuMicros } of requests.filter((each) => each.upTo <= FIRST)) {
      micros += (upTo - made) * cpuMicros;
      made = upTo;
    }
    return micros;
  });
  return measureSpread(sums).median;
}
