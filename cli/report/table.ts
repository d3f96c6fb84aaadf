import { fitColumns } from '../output/fit-columns';
import { isIncomplete, isUnknown, isUnsaved } from './figures';
import { describeReport, type Noted } from './notes';
import {
  type Grouping,
  type GroupingName,
  isGroupingName,
  type ReportFigures,
  type ReportRow,
} from './source';
import { formatUnits } from './usd-units';

const WIDTH = 80;
const SHOWN_DECIMALS = 6;
const FIGURES = ['REQ', 'ERR', 'IN', 'OUT', 'COST USD', 'SAVED USD'];
const UNKNOWN = '-';

const HEADINGS: Readonly<Record<GroupingName, string>> = {
  caller: 'CALLER',
  operation: 'OPERATION',
  tier: 'REQUESTED',
  resolved_tier: 'RESOLVED',
  model: 'MODEL',
  variant: 'VARIANT',
};

/**
 * A table for a terminal, the total last, and notes below. The tiers have the headings of `npm run demo`. `*` marks sums
 * that lack something.
 */
export function formatReportTable(
  groupings: readonly Grouping[],
  rows: readonly ReportRow[],
  noted: Noted,
): string {
  const { total } = noted;
  const heading = [...groupings.map(nameColumn), ...FIGURES];
  const body = rows.map((row) => [...row.groups.map(writeGroup), ...composeFigures(row)]);
  const last = [
    ...groupings.map((_, index) => (index === 0 ? 'TOTAL' : '')),
    ...composeFigures(total),
  ];
  const table = fitColumns([heading, ...body, last], { texts: groupings.length, width: WIDTH });
  const notes = describeReport(noted);
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
}

function nameColumn(grouping: Grouping): string {
  return isGroupingName(grouping) ? HEADINGS[grouping] : grouping;
}

/** Values of metadata may have line breaks, which could forge a row. */
function writeGroup(group: string | undefined): string {
  return group?.replaceAll(/\s/g, ' ') ?? UNKNOWN;
}

function composeFigures(figures: ReportFigures): string[] {
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } = figures;
  const mark = isIncomplete(figures) ? '*' : '';
  const write = (units: bigint, isKnown: boolean) =>
    `${isKnown ? formatUnits(units, SHOWN_DECIMALS) : UNKNOWN}${mark}`;
  return [
    String(figures.requests),
    String(figures.errors),
    shorten(inputTokens + cacheReadInputTokens + cacheWriteInputTokens),
    shorten(figures.outputTokens),
    write(figures.costUnits, !isUnknown(figures)),
    write(figures.savingsUnits, !isUnsaved(figures)),
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
