import { isUnpriced } from './figures';
import type { Grouping, Period, ReportFigures, ReportRow } from './source';
import { formatExactly } from './usd-units';

/** One JSON document. Amounts have all their digits. Unknown groups and amounts are null. */
export function formatReportJson(
  question: { readonly groupings: readonly Grouping[]; readonly period: Period },
  rows: readonly ReportRow[],
  total: ReportFigures,
): string {
  const { groupings, period } = question;
  const report = {
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    rows: rows.map((row) => ({
      ...Object.fromEntries(
        groupings.map((grouping, index) => [grouping, row.groups[index] ?? null]),
      ),
      ...composeRecord(row),
    })),
    total: composeRecord(total),
  };
  return JSON.stringify(report, null, 2);
}

function composeRecord(figures: ReportFigures) {
  const write = (units: bigint) => (isUnpriced(figures) ? null : Number(formatExactly(units)));
  return {
    requests: figures.requests,
    errors: figures.errors,
    inputTokens: figures.inputTokens,
    outputTokens: figures.outputTokens,
    estimatedCostUsd: write(figures.costUnits),
    estimatedSavingsUsd: write(figures.savingsUnits),
    unpricedRequests: figures.unpriced,
  };
}

const CSV_FIGURES = [
  'requests',
  'errors',
  'input_tokens',
  'output_tokens',
  'estimated_cost_usd',
  'estimated_savings_usd',
  'unpriced_requests',
];

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
  const lines = rows.map((row) => {
    const write = (units: bigint) => (isUnpriced(row) ? '' : formatExactly(units));
    return [
      ...row.groups.map((group) => quote(group ?? '')),
      row.requests,
      row.errors,
      row.inputTokens,
      row.outputTokens,
      write(row.costUnits),
      write(row.savingsUnits),
      row.unpriced,
    ].join(',');
  });
  return [[...groupings, ...CSV_FIGURES].join(','), ...lines].join('\n');
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
