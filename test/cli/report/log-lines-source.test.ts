import { describe, expect, it } from 'vitest';
import { NO_FIGURES } from '../../../cli/report/figures';
import { LogLinesSource } from '../../../cli/report/log-lines-source';
import type { Grouping } from '../../../cli/report/source';
import { composeReceiptLine, yieldLines } from './receipts';

const NOTHING = { unrouted: 0, unreadable: 0, untimed: 0 };
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
    const { rows } = await sumUp([
      composeReceiptLine(),
      composeReceiptLine({
        usage: {
          ...{ inputTokens: 1_000, outputTokens: 6 },
          ...{ cacheReadInputTokens: 500, cacheWriteInputTokens: 20 },
        },
        estimated_cost_usd: 0.1,
        estimated_savings_usd: -0.2,
        lost_attempts: 2,
        charged_usd: 0.3,
      }),
      composeReceiptLine({
        requested_tier: 'priority',
        status: 429,
        usage: undefined,
        estimated_cost_usd: undefined,
        estimated_savings_usd: undefined,
        charged_usd: 0,
      }),
      composeReceiptLine({ caller: undefined }),
      composeReceiptLine({
        requested_tier: 'priority',
        usage: undefined,
        estimated_cost_usd: 0,
        estimated_savings_usd: undefined,
        charged_usd: 0,
        cache: { hit: true, age: 12, saved_usd: 0.25 },
      }),
    ]);
    expect(rows).toEqual([
      {
        ...NO_FIGURES,
        groups: ['Claims', 'extraction', 'flex'],
        requests: 2,
        inputTokens: 1_003,
        outputTokens: 40,
        cacheReadInputTokens: 500,
        cacheWriteInputTokens: 20,
        priced: 2,
        lostAttempts: 2,
        costUnits: 10_004_724_500_000n,
        savingsUnits: -19_995_275_500_000n,
        charged: 2,
        chargedUnits: 30_004_724_500_000n,
      },
      {
        ...NO_FIGURES,
        groups: ['Claims', 'extraction', 'priority'],
        ...{ requests: 2, errors: 1, charged: 2, priced: 1 },
        ...{ cacheHits: 1, cacheSavingsUnits: 25_000_000_000_000n },
      },
      expect.objectContaining({ groups: [undefined, 'extraction', 'flex'], requests: 1 }),
    ]);
  });

  it('add up the attempts of jobs as requests, and count them', async () => {
    const job = 'c898a3df17cbcbe899863f029baee9f2423ae8c095ffeb96';
    const lines = [1, 2].map((number) => composeReceiptLine({ request_id: `${job}.${number}` }));
    const { rows } = await sumUp([...lines, composeReceiptLine()], ['operation']);
    expect(rows).toMatchObject([{ requests: 3, jobAttempts: 2 }]);
  });

  it('add up by model alone', async () => {
    const lines = [composeReceiptLine(), composeReceiptLine({ model_id: 'google.gemma-3-27b-it' })];
    expect((await sumUp(lines, ['model'])).rows.map(({ groups }) => groups)).toEqual([
      ['us.amazon.nova-2-lite-v1:0'],
      ['google.gemma-3-27b-it'],
    ]);
  });

  it.each([
    ['team', '{"team":"claims"}', 'claims'],
    ['cost center', '{"cost center":"4711"}', '4711'],
    ['team.name', '{"team.name":"claims","team":"sales"}', 'claims'],
    ['team', '{"batch":"4711"}', undefined],
    ['team', undefined, undefined],
    ['toString', '{}', undefined],
  ])('add up by the metadata %s of %s', async (key, metadata, group) => {
    const line = composeReceiptLine({ metadata: metadata && JSON.parse(metadata) });
    const { rows } = await sumUp([line], ['tier', `metadata.${key}`]);
    expect(rows.map(({ groups }) => groups)).toEqual([['flex', group]]);
  });

  it.each([
    [
      'a request without a price',
      { estimated_cost_usd: undefined, cost_status: 'unpriced' },
      { priced: 0, unpriced: 1, costUnits: 0n },
    ],
    [
      'a reply of unknown usage',
      { usage: undefined, estimated_cost_usd: undefined, cost_status: 'unknown-usage' },
      { priced: 0, unpriced: 0, unknownUsage: 1, inputTokens: 0, costUnits: 0n },
    ],
    [
      'a request that costs nothing',
      { estimated_cost_usd: 0 },
      { priced: 1, unpriced: 0, costUnits: 0n },
    ],
    ['a cost without savings', { estimated_savings_usd: undefined }, { priced: 1, unsaved: 1 }],
    ['a charge that is not known', { charged_usd: undefined }, { charged: 0, chargedUnits: 0n }],
  ])('count %s', async (_what, differences, figures) => {
    expect((await sumUp([composeReceiptLine(differences)])).rows).toMatchObject([figures]);
  });

  it('are ignored if they are not receipts', async () => {
    const lines = [
      '',
      'Router           http://127.0.0.1:8080',
      '{"_aws":{"CloudWatchMetrics":[]},"Operation":"extraction","EstimatedCost":1}',
      '{"level":"INFO","message":"Using service tier: flex","request_id":"request-1"}',
    ];
    expect(await sumUp(lines)).toEqual({ rows: [], leftOut: NOTHING });
  });

  it('count requests that were refused before they were routed', async () => {
    const line = composeReceiptLine({ requested_tier: undefined, status: 404 });
    expect(await sumUp([line])).toEqual({ rows: [], leftOut: { ...NOTHING, unrouted: 1 } });
  });

  const LINE = composeReceiptLine();

  it.each([
    ['was cut', LINE.slice(0, -2)],
    ['was cut behind an object', LINE.slice(0, LINE.indexOf('},') + 1)],
    ['lacks its beginning', LINE.slice(20)],
    ['has a time before it', `2026-11-21T09:30:00 ${LINE}`],
    ['has a cost that is a text', composeReceiptLine({ estimated_cost_usd: '0.1' })],
    ['has a cost beyond reason', composeReceiptLine({ estimated_cost_usd: 1e21 })],
    ['has a charge that is null', composeReceiptLine({ charged_usd: null })],
    ['has a count below 0', composeReceiptLine({ usage: { inputTokens: -1 } })],
    ['has a usage that is a text', composeReceiptLine({ usage: '3' })],
    ['has no status', composeReceiptLine({ status: undefined })],
    ['has half an attempt', composeReceiptLine({ lost_attempts: 0.5 })],
  ])('are counted if a receipt %s', async (_how, line) => {
    expect(await sumUp([line])).toEqual({ rows: [], leftOut: { ...NOTHING, unreadable: 1 } });
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
    const { rows } = await sumUp([composeReceiptLine()], ['tier'], { from, to });
    expect(rows).toHaveLength(count);
  });

  it.each([undefined, 'yesterday'])('leaves out a line with the time %s', async (timestamp) => {
    const line = composeReceiptLine({ timestamp });
    const period = { from: time('00:00:00'), to: undefined };
    expect(await sumUp([line], ['tier'], period)).toEqual({
      rows: [],
      leftOut: { ...NOTHING, untimed: 1 },
    });
    expect((await sumUp([line], ['tier'])).rows).toHaveLength(1);
  });
});
