import { describe, expect, it } from 'vitest';
import { NO_FIGURES } from '../../../cli/report/figures';
import { LogLinesSource } from '../../../cli/report/log-lines-source';
import type { Grouping } from '../../../cli/report/source';
import { composeReceiptLine, yieldLines } from './receipts';

const ALWAYS = { from: undefined, to: undefined };

function sumUp(
  lines: readonly string[],
  groupings: readonly Grouping[] = ['caller', 'operation', 'tier'],
  period: { from: Date | undefined; to: Date | undefined } = ALWAYS,
) {
  return new LogLinesSource(yieldLines(lines)).sumUp({ groupings, period });
}

describe('the lines of a log', () => {
  it('add up by caller, operation and tier', async () => {
    const rows = await sumUp([
      composeReceiptLine(),
      composeReceiptLine({
        usage: { inputTokens: 1_000, outputTokens: 6 },
        estimated_cost_usd: 0.1,
        estimated_savings_usd: -0.2,
      }),
      composeReceiptLine({
        requested_tier: 'priority',
        status: 429,
        usage: undefined,
        estimated_cost_usd: undefined,
        estimated_savings_usd: undefined,
      }),
      composeReceiptLine({ caller: undefined }),
    ]);
    expect(rows).toEqual([
      {
        groups: ['Claims', 'extraction', 'flex'],
        requests: 2,
        errors: 0,
        inputTokens: 1_003,
        outputTokens: 40,
        priced: 2,
        unpriced: 0,
        costUnits: 10_004_724_500_000n,
        savingsUnits: -19_995_275_500_000n,
      },
      { ...NO_FIGURES, groups: ['Claims', 'extraction', 'priority'], requests: 1, errors: 1 },
      expect.objectContaining({ groups: [undefined, 'extraction', 'flex'], requests: 1 }),
    ]);
  });

  it('add up by model alone', async () => {
    const lines = [composeReceiptLine(), composeReceiptLine({ model_id: 'google.gemma-3-27b-it' })];
    expect((await sumUp(lines, ['model'])).map(({ groups }) => groups)).toEqual([
      ['us.amazon.nova-2-lite-v1:0'],
      ['google.gemma-3-27b-it'],
    ]);
  });

  it.each([
    ['a request to a model without a price as unpriced', undefined, 0, 1],
    ['a request that costs nothing as priced', 0, 1, 0],
  ])('count %s', async (_what, estimated_cost_usd, priced, unpriced) => {
    const line = composeReceiptLine({ estimated_cost_usd, estimated_savings_usd: undefined });
    expect(await sumUp([line, composeReceiptLine()])).toMatchObject([
      { requests: 2, priced: priced + 1, unpriced, costUnits: 4_724_500_000n },
    ]);
  });

  it('are ignored if they are not receipts', async () => {
    const rows = await sumUp([
      '',
      'Router           http://127.0.0.1:8080',
      '{"latency_ms":',
      '{"_aws":{"CloudWatchMetrics":[]},"Operation":"extraction","EstimatedCost":1}',
      '{"level":"INFO","message":"Using service tier: flex","request_id":"request-1"}',
      composeReceiptLine({ requested_tier: undefined, status: 404 }),
    ]);
    expect(rows).toEqual([]);
  });
});

describe('a period', () => {
  const time = (text: string) => new Date(`2026-11-21T${text}Z`);
  it.each([
    [undefined, undefined, 1],
    [time('09:30:00'), time('09:30:00'), 1],
    [time('09:30:01'), undefined, 0],
    [undefined, time('09:29:59'), 0],
    [time('09:00:00'), time('10:00:00'), 1],
  ])('from %s to %s has %i of a request at 09:30', async (from, to, count) => {
    expect(await sumUp([composeReceiptLine()], ['tier'], { from, to })).toHaveLength(count);
  });

  it('has no line without a time', async () => {
    const line = composeReceiptLine({ timestamp: undefined });
    expect(await sumUp([line], ['tier'], { from: time('00:00:00'), to: undefined })).toEqual([]);
    expect(await sumUp([line], ['tier'])).toHaveLength(1);
  });
});
