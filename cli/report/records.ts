import { isUnknown, isUnsaved, NO_FIGURES } from './figures';
import type { Noted } from './notes';
import type { Grouping, ReportFigures, ReportRow } from './source';
import { formatExactly } from './usd-units';

/** One JSON document. Amounts have all their digits. Unknown groups and amounts are null. */
export function describeReportRows(
  groupings: readonly Grouping[],
  rows: readonly ReportRow[],
  { total, leftOut, period }: Noted,
): object {
  const write = (units: bigint) => Number(formatExactly(units));
  return {
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    rows: rows.map((row) => ({
      ...Object.fromEntries(
        groupings.map((grouping, index) => [grouping, row.groups[index] ?? null]),
      ),
      ...composeRecord(row, write),
    })),
    total: composeRecord(total, write),
    leftOut: {
      unroutedRequests: leftOut.unrouted,
      unreadableLines: leftOut.unreadable,
      untimedRequests: leftOut.untimed,
    },
  };
}

/**
 * A heading and a line for each row, without a total. Amounts have all their digits. Unknown groups and amounts are
 * empty.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function formatReportCsv(
  groupings: readonly Grouping[],
  rows: readonly ReportRow[],
): string {
  const names = Object.keys(composeRecord(NO_FIGURES, formatExactly)).map(writeInSnakeCase);
  const lines = rows.map((row) => {
    const groups = row.groups.map((group) => quote(group ?? ''));
    return [...groups, ...Object.values(composeRecord(row, formatExactly))].join(',');
  });
  return [[...groupings.map(quote), ...names].join(','), ...lines].join('\n');
}

/** What is not known is null. */
function composeRecord<Amount>(figures: ReportFigures, write: (units: bigint) => Amount) {
  const { costUnits, savingsUnits, charged, chargedUnits } = figures;
  return {
    requests: figures.requests,
    errors: figures.errors,
    inputTokens: figures.inputTokens,
    outputTokens: figures.outputTokens,
    cacheReadInputTokens: figures.cacheReadInputTokens,
    cacheWriteInputTokens: figures.cacheWriteInputTokens,
    estimatedCostUsd: isUnknown(figures) ? null : write(costUnits),
    estimatedSavingsUsd: isUnsaved(figures) ? null : write(savingsUnits),
    unpricedRequests: figures.unpriced,
    unknownUsageRequests: figures.unknownUsage,
    unknownSavingsRequests: figures.unsaved,
    lostAttempts: figures.lostAttempts,
    chargedRequests: charged,
    chargedUsd: charged === 0 ? null : write(chargedUnits),
    cacheHits: figures.cacheHits,
    cacheSavingsUsd: write(figures.cacheSavingsUnits),
  };
}

function writeInSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
