import { expect, it } from 'vitest';
import { addFigures, NO_FIGURES } from '../../../cli/report/figures';
import { describeReportRows, formatReportCsv } from '../../../cli/report/records';
import type { ReportFigures, ReportRow } from '../../../cli/report/source';

const ROWS: readonly ReportRow[] = [
  {
    groups: ['Claims, "Kiel"', 'extraction'],
    requests: 6,
    errors: 1,
    inputTokens: 9,
    outputTokens: 68,
    cacheReadInputTokens: 700,
    cacheWriteInputTokens: 80,
    priced: 2,
    unpriced: 1,
    unknownUsage: 3,
    unsaved: 1,
    lostAttempts: 4,
    jobAttempts: 0,
    cacheHits: 2,
    cacheSavingsUnits: 1_000_000_000n,
    costUnits: 4_724_500_000n,
    savingsUnits: -4_724_500_000n,
    charged: 5,
    chargedUnits: 9_999_000_000n,
  },
  { ...NO_FIGURES, groups: [undefined, 'ocr'], requests: 1, inputTokens: 5, unpriced: 1 },
];
const TOTAL = ROWS.reduce<ReportFigures>(addFigures, NO_FIGURES);

it('is CSV with all digits, and empty for what is unknown', () => {
  expect(formatReportCsv(['caller', 'metadata.step "2"'], ROWS)).toBe(
    [
      'caller,"metadata.step ""2""",requests,errors,input_tokens,output_tokens,cache_read_input_tokens,cache_write_input_tokens,estimated_cost_usd,estimated_savings_usd,unpriced_requests,unknown_usage_requests,unknown_savings_requests,lost_attempts,charged_requests,charged_usd,cache_hits,cache_savings_usd',
      '"Claims, ""Kiel""",extraction,6,1,9,68,700,80,0.000047245,-0.000047245,1,3,1,4,5,0.00009999,2,0.00001',
      ',ocr,1,0,5,0,0,0,,,1,0,0,0,0,,0,0',
    ].join('\n'),
  );
});

it('is JSON with all digits, and null for what is unknown', () => {
  const period = { from: new Date('2026-11-20T09:30:00Z'), to: undefined };
  const leftOut = { unrouted: 1, unreadable: 2, untimed: 3 };
  const document = describeReportRows(['caller', 'operation'], ROWS, {
    total: TOTAL,
    leftOut,
    period,
  });
  const some = {
    errors: 1,
    outputTokens: 68,
    cacheReadInputTokens: 700,
    cacheWriteInputTokens: 80,
    estimatedCostUsd: 0.000047245,
    estimatedSavingsUsd: -0.000047245,
    unknownUsageRequests: 3,
    unknownSavingsRequests: 1,
    lostAttempts: 4,
    cacheHits: 2,
    cacheSavingsUsd: 0.00001,
    chargedRequests: 5,
    chargedUsd: 0.00009999,
  };
  expect(document).toEqual({
    from: '2026-11-20T09:30:00.000Z',
    to: null,
    rows: [
      {
        caller: 'Claims, "Kiel"',
        operation: 'extraction',
        ...some,
        ...{ requests: 6, inputTokens: 9, unpricedRequests: 1 },
      },
      {
        caller: null,
        operation: 'ocr',
        requests: 1,
        errors: 0,
        inputTokens: 5,
        outputTokens: 0,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
        estimatedCostUsd: null,
        estimatedSavingsUsd: null,
        unpricedRequests: 1,
        unknownUsageRequests: 0,
        unknownSavingsRequests: 0,
        lostAttempts: 0,
        cacheHits: 0,
        cacheSavingsUsd: 0,
        chargedRequests: 0,
        chargedUsd: null,
      },
    ],
    total: { ...some, requests: 7, inputTokens: 14, unpricedRequests: 2 },
    leftOut: { unroutedRequests: 1, unreadableLines: 2, untimedRequests: 3 },
  });
});
