import { describe, expect, it } from 'vitest';
import { addFigures, NO_FIGURES } from '../../../cli/report/figures';
import type { ReportRow } from '../../../cli/report/source';
import { formatReportTable } from '../../../cli/report/table';

const ROW: ReportRow = {
  groups: ['Claims', 'extraction', 'flex'],
  requests: 1_200,
  errors: 7,
  inputTokens: 3_650,
  outputTokens: 40_800,
  priced: 1_193,
  unpriced: 0,
  costUnits: 5_622_155_000_000n,
  savingsUnits: 5_622_155_000_000n,
};
const PRIORITY: ReportRow = {
  ...ROW,
  groups: [undefined, 'classification', 'priority'],
  inputTokens: 1_999_999,
  savingsUnits: -4_724_500_000n,
};

const write = (rows: readonly ReportRow[]) =>
  formatReportTable(['caller', 'operation', 'tier'], rows, rows.reduce(addFigures, NO_FIGURES));

describe('a table', () => {
  it('has a row for each group, and a total', () => {
    expect(write([ROW, PRIORITY])).toBe(
      [
        'CALLER  OPERATION       REQUESTED   REQ  ERR    IN  OUT  COST USD  SAVED USD',
        'Claims  extraction      flex       1200    7  3.6k  40k  0.056222   0.056222',
        '-       classification  priority   1200    7  1.9M  40k  0.056222  -0.000047',
        'TOTAL                              2400   14  2.0M  81k  0.112443   0.056174',
      ].join('\n'),
    );
  });

  it('marks sums that lack requests without a price', () => {
    const none = {
      ...ROW,
      requests: 2,
      errors: 0,
      priced: 0,
      unpriced: 2,
      costUnits: 0n,
      savingsUnits: 0n,
    };
    const some = { ...PRIORITY, unpriced: 1 };
    expect(write([none, some])).toBe(
      [
        'CALLER  OPERATION       REQUESTED   REQ  ERR    IN  OUT   COST USD   SAVED USD',
        'Claims  extraction      flex          2    0  3.6k  40k         -*          -*',
        '-       classification  priority   1200    7  1.9M  40k  0.056222*  -0.000047*',
        'TOTAL                              1202    7  2.0M  81k  0.056222*  -0.000047*',
        '',
        '* without 3 requests to models that have no price',
      ].join('\n'),
    );
  });

  it('writes 1 request in the singular', () => {
    expect(write([{ ...ROW, unpriced: 1 }])).toMatch(/\* without 1 request to models/);
  });

  it('fits into 80 columns with long names', () => {
    const long = {
      ...ROW,
      groups: ['The department of claims in Kiel', 'extraction-of-long-documents', 'priority'],
      requests: 1_234_567,
      costUnits: 123_456_789_000_000_000_000n,
    };
    const lines = write([long]).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/^The d\S*… {2}extra\S*… {2}priori/);
    expect(lines[1]).toContain('1234567.890000');
  });
});
