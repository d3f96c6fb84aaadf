import { formatCount, formatMillis, formatUsd } from '../../console/format-figure';
import type { Figures } from './figures';
import type { Percentiles } from './recent-values';

/** A colour in the style sheet of the page. */
export type SeriesColor =
  | 'good'
  | 'warning'
  | 'bad'
  | 'limit'
  | 'first'
  | 'second'
  | 'third'
  | 'fourth'
  | 'strong'
  | 'medium'
  | 'faint';

export interface Series {
  readonly name: string;
  readonly color: SeriesColor;
  /** Undefined if there is no value; 0 is not drawn. */
  readonly read: (figures: Figures) => number | undefined;
}

/** A chart with one bar for each group of requests. */
export interface Chart {
  readonly title: string;
  /** Use `end-to-end` for parts of a whole, and `overlaid` for percentiles. */
  readonly arrangement: 'end-to-end' | 'overlaid';
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** Whether the chart is hidden while it has no values. */
  readonly isOptional?: boolean;
}

export const CHARTS: readonly Chart[] = [
  chartCounts('Requests and errors', [
    { name: 'succeeded', color: 'good', read: ({ succeeded }) => succeeded },
    { name: 'client errors', color: 'warning', read: ({ clientErrors }) => clientErrors },
    { name: 'server errors', color: 'bad', read: ({ serverErrors }) => serverErrors },
    { name: 'throttled', color: 'limit', read: ({ throttles }) => throttles },
  ]),
  chartTimes('Latency', ({ latencyMillis }) => latencyMillis),
  chartTimes('Time to first token', ({ timeToFirstTokenMillis }) => timeToFirstTokenMillis),
  chartCounts('Tokens', [
    { name: 'input', color: 'first', read: ({ inputTokens }) => inputTokens },
    { name: 'output', color: 'second', read: ({ outputTokens }) => outputTokens },
    { name: 'cache read', color: 'third', read: (figures) => figures.cacheReadInputTokens },
    { name: 'cache write', color: 'fourth', read: (figures) => figures.cacheWriteInputTokens },
  ]),
  chartUsd('Estimated cost', [
    { name: 'cost', color: 'first', read: ({ estimatedCostUsd }) => estimatedCostUsd },
  ]),
  chartUsd('Estimated savings against the default tier', [
    { name: 'saved', color: 'good', read: (figures) => figures.estimatedSavingsUsd },
    { name: 'paid more', color: 'warning', read: readExtraCost },
  ]),
  chartCounts('Fallbacks and downgrades', [
    { name: 'fallbacks', color: 'second', read: ({ tierFallbacks }) => tierFallbacks },
    { name: 'downgrades', color: 'warning', read: ({ tierDowngrades }) => tierDowngrades },
  ]),
  chartCounts('Throttles', [
    { name: 'throttled', color: 'limit', read: ({ throttles }) => throttles },
  ]),
  chartTimes('Router latency', ({ routerLatencyMillis }) => routerLatencyMillis),
];

function chartCounts(title: string, series: readonly Series[]): Chart {
  return { title, arrangement: 'end-to-end', series, format: formatCount };
}

function chartUsd(title: string, series: readonly Series[]): Chart {
  return { title, arrangement: 'end-to-end', series, format: formatUsd, isOptional: true };
}

function chartTimes(title: string, read: (figures: Figures) => Percentiles | undefined): Chart {
  const series: readonly Series[] = [
    { name: 'p50', color: 'strong', read: (figures) => read(figures)?.p50 },
    { name: 'p90', color: 'medium', read: (figures) => read(figures)?.p90 },
    { name: 'p99', color: 'faint', read: (figures) => read(figures)?.p99 },
  ];
  return { title, arrangement: 'overlaid', series, format: formatMillis };
}

function readExtraCost({ estimatedSavingsUsd = 0 }: Figures): number {
  return Math.max(0, -estimatedSavingsUsd);
}
