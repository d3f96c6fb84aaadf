import { isUnpriced } from './figures';
import { fitColumns } from './fit-columns';
import type { Grouping, ReportFigures, ReportRow } from './source';
import { formatUnits } from './usd-units';

const WIDTH = 80;
const SHOWN_DECIMALS = 6;
const FIGURES = ['REQ', 'ERR', 'IN', 'OUT', 'COST USD', 'SAVED USD'];
const UNKNOWN = '-';

const HEADINGS: Readonly<Record<Grouping, string>> = {
  caller: 'CALLER',
  operation: 'OPERATION',
  tier: 'REQUESTED',
  resolved_tier: 'RESOLVED',
  model: 'MODEL',
};

/** A table for a terminal, the total last. The tiers have the headings of `npm run demo`. `*` marks sums that lack requests without a price. */
export function formatReportTable(
  groupings: readonly Grouping[],
  rows: readonly ReportRow[],
  total: ReportFigures,
): string {
  const heading = [...groupings.map((grouping) => HEADINGS[grouping]), ...FIGURES];
  const body = rows.map((row) => [
    ...row.groups.map((group) => group ?? UNKNOWN),
    ...composeFigures(row),
  ]);
  const last = [
    ...groupings.map((_, index) => (index === 0 ? 'TOTAL' : '')),
    ...composeFigures(total),
  ];
  const table = fitColumns([heading, ...body, last], { texts: groupings.length, width: WIDTH });
  const { unpriced } = total;
  if (unpriced === 0) return table;
  const requests = unpriced === 1 ? '1 request' : `${unpriced} requests`;
  return `${table}\n\n* without ${requests} to models that have no price`;
}

function composeFigures(figures: ReportFigures): string[] {
  const mark = figures.unpriced > 0 ? '*' : '';
  const write = (units: bigint) =>
    `${isUnpriced(figures) ? UNKNOWN : formatUnits(units, SHOWN_DECIMALS)}${mark}`;
  return [
    String(figures.requests),
    String(figures.errors),
    shorten(figures.inputTokens),
    shorten(figures.outputTokens),
    write(figures.costUnits),
    write(figures.savingsUnits),
  ];
}

const SCALES = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** `999`, `1.2k`, `35k`, `1.0M`: rounded down, so that 999,999 is `999k`. */
function shorten(count: number): string {
  const [size, letter] = SCALES.find(([least]) => count >= least) ?? [1, ''];
  const scaled = count / size;
  if (size === 1) return String(count);
  return `${scaled < 10 ? (Math.floor(scaled * 10) / 10).toFixed(1) : Math.floor(scaled)}${letter}`;
}
