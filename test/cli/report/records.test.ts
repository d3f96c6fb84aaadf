import { expect, it } from 'vitest';
import { addFigures, NO_FIGURES } from '../../../cli/report/figures';
import { formatReportCsv, formatReportJson } from '../../../cli/report/records';
import type { ReportRow } from '../../../cli/report/source';

const ROWS: readonly ReportRow[] = [
  {
    groups: ['Claims, "Kiel"', 'extraction'],
    requests: 3,
    errors: 1,
    inputTokens: 9,
    outputTokens: 68,
    priced: 1,
    unpriced: 1,
    costUnits: 4_724_500_000n,
    savingsUnits: -4_724_500_000n,
  },
  { ...NO_FIGURES, groups: [undefined, 'ocr'], requests: 1, inputTokens: 5, unpriced: 1 },
];
const TOTAL = ROWS.reduce(addFigures, NO_FIGURES);

it('is CSV with all digits, and empty for what is unknown', () => {
  expect(formatReportCsv(['caller', 'operation'], ROWS)).toBe(
    [
      'caller,operation,requests,errors,input_tokens,output_tokens,estimated_cost_usd,estimated_savings_usd,unpriced_requests',
      '"Claims, ""Kiel""",extraction,3,1,9,68,0.000047245,-0.000047245,1',
      ',ocr,1,0,5,0,,,1',
    ].join('\n'),
  );
});

it('is JSON with all digits, and null for what is unknown', () => {
  const period = { from: new Date('2026-11-20T09:30:00Z'), to: undefined };
  const question = { groupings: ['caller', 'operation'], period } as const;
  expect(JSON.parse(formatReportJson(question, ROWS, TOTAL))).toEqual({
    from: '2026-11-20T09:30:00.000Z',
    to: null,
    rows: [
      {
        caller: 'Claims, "Kiel"',
        operation: 'extraction',
        requests: 3,
        errors: 1,
        inputTokens: 9,
        outputTokens: 68,
        estimatedCostUsd: 0.000047245,
        estimatedSavingsUsd: -0.000047245,
        unpricedRequests: 1,
      },
      {
        caller: null,
        operation: 'ocr',
        requests: 1,
        errors: 0,
        inputTokens: 5,
        outputTokens: 0,
        estimatedCostUsd: null,
        estimatedSavingsUsd: null,
        unpricedRequests: 1,
      },
    ],
    total: {
      requests: 4,
      errors: 1,
      inputTokens: 14,
      outputTokens: 68,
      estimatedCostUsd: 0.000047245,
      estimatedSavingsUsd: -0.000047245,
      unpricedRequests: 2,
    },
  });
});
