import { formatTable } from '../../local/terminal/format-table';
import type { BenchCase } from '../cases';
import type { Comparison } from '../sections/compare-contenders';
import type { MemoryGrowth } from '../sections/measure-memory';
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

export function formatMemory(memory: readonly MemoryGrowth[]): string {
  const rows = memory.map(({ afterRequests, rssBytes }) => [
    String(afterRequests),
    (rssBytes / MB).toFixed(0),
  ]);
  return `Memory of the router, 1 KB, 16 at once, heap as on 512 MB\n${formatTable([['requests', 'RSS, MB'], ...rows])}`;
}
