import { formatTable } from '../../local/terminal/format-table';
import type { BenchCase } from '../cases';
import type { Comparison } from '../sections/compare-contenders';
import type { Growth } from '../sections/measure-growth';
import type { MeasuredMemory } from '../sections/measure-memory';
import type { Figures } from './figures';
import { formatSpread } from './spread';

const MB = 1024 * 1024;

/** One case as a table of at most 80 columns. */
export function formatCase(benchCase: BenchCase, figures: readonly Figures[]): string {
  const { name, isStream } = benchCase;
  const heading = isStream
    ? ['contender', 'at once', '+first byte ms', '+p50 ms', 'streams/s', 'MB/s', 'CPU µs']
    : ['contender', 'at once', '+p50 ms', '+p99 ms', 'requests/s', 'CPU µs'];
  const rows = figures.map(isStream ? describeStream : describeRequest);
  return `${name}\n${formatTable([heading, ...rows])}`;
}

function describeRequest(figures: Figures): readonly string[] {
  return [
    figures.contender,
    String(figures.concurrency),
    formatSpread(figures.addedP50, 2),
    figures.addedP99?.toFixed(2) ?? '–',
    formatSpread(figures.callsPerSecond, 0),
    formatSpread(figures.cpuMicros, 0),
  ];
}

function describeStream(figures: Figures): readonly string[] {
  return [
    figures.contender,
    String(figures.concurrency),
    formatSpread(figures.addedFirstByte, 2),
    formatSpread(figures.addedP50, 2),
    formatSpread(figures.callsPerSecond, 0),
    (figures.streamBytesPerSecond.median / MB).toFixed(1),
    formatSpread(figures.cpuMicros, 0),
  ];
}

/** Peak memory by contender and case, in MB. */
export function formatPeaks(peaks: Comparison['peakRss']): string {
  const contenders = [...new Set(peaks.map(({ contender }) => contender))];
  const cases = [...new Set(peaks.map(({ caseName }) => caseName))];
  const rows = cases.map((caseName) => [
    caseName,
    ...contenders.map((contender) => {
      const peak = peaks.find((each) => each.caseName === caseName && each.contender === contender);
      return peak === undefined ? '–' : (peak.bytes / MB).toFixed(0);
    }),
  ]);
  return `Peak RSS, MB\n${formatTable([['case', ...contenders], ...rows])}`;
}

export function formatMemory({ growth, peaks }: MeasuredMemory): string {
  const grown = growth.map(({ afterRequests, rssBytes }) => [
    `after ${afterRequests} requests of 1 KB`,
    (rssBytes / MB).toFixed(0),
  ]);
  const highest = peaks.map(({ caseName, peakRssBytes }) => [
    `peak, ${caseName}`,
    (peakRssBytes / MB).toFixed(0),
  ]);
  const title = "The function in AWS's runtime client, heap as on 256 MB";
  return formatTable([[title, 'RSS, MB'], ...grown, ...highest]);
}

/** How CPU grows with each dimension. */
export function formatGrowth(growth: readonly Growth[]): string {
  const heading = ['growth with', '', 'CPU µs', 'AWS SDK', 'first answer, ms'];
  const rows = growth.map(({ of, size, cpuMicros, sdkCpuMicros, firstAnswerMillis }) => [
    of,
    String(size),
    cpuMicros.toFixed(0),
    sdkCpuMicros?.toFixed(0) ?? '–',
    firstAnswerMillis?.toFixed(0) ?? '–',
  ]);
  return formatTable([heading, ...rows]);
}
