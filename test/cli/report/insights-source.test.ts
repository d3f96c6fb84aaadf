import { describe, expect, it } from 'vitest';
import { NO_FIGURES } from '../../../cli/report/figures';
import { InsightsSource } from '../../../cli/report/insights-source';
import type { ReportQuestion } from '../../../cli/report/source';
import { createLogsClient, startFakeInsights } from './fake-insights';

const QUESTION: ReportQuestion = {
  groupings: ['caller', 'operation', 'tier'],
  period: { from: new Date('2026-11-20T09:30:00.750Z'), to: new Date('2026-11-21T09:30:00.250Z') },
};

const ROUTED = [
  { field: 'is_readable', value: '1' },
  { field: 'is_routed', value: '1' },
];

const ROW = [
  ...ROUTED,
  { field: 'caller', value: 'Claims' },
  { field: 'operation', value: 'extraction' },
  { field: 'requested_tier', value: 'flex' },
  { field: 'requests', value: '1200' },
  { field: 'errors', value: '7' },
  { field: 'input_tokens', value: '3600.0' },
  { field: 'output_tokens', value: '40800' },
  { field: 'cache_read_tokens', value: '7200' },
  { field: 'cache_write_tokens', value: '900' },
  { field: 'priced', value: '1190' },
  { field: 'saved', value: '1183' },
  { field: 'lost', value: '4' },
  { field: 'job_attempts', value: '6' },
  { field: 'cache_hits', value: '5' },
  { field: 'cache_savings_usd', value: '0.125' },
  { field: 'cost_usd', value: '0.05622155000000004' },
  { field: 'savings_usd', value: '-4.7245E-5' },
  { field: 'charged', value: '1199' },
  { field: 'charges_usd', value: '0.0762215500000001' },
  { field: '@ptr', value: 'CmEKJgoiMTExMTIyMjIzMzMz' },
];

type Served = Parameters<typeof startFakeInsights>;

const ask = (...served: Served) => askFor(QUESTION, ...served);

async function askFor(question: ReportQuestion, ...served: Served) {
  const { url, calls } = await startFakeInsights(...served);
  let pauses = 0;
  const source = new InsightsSource({
    client: createLogsClient(url),
    logGroups: ['/aws/lambda/router', '/aws/lambda/jobs'],
    pause: async () => {
      pauses += 1;
    },
  });
  const { rows, leftOut } = await source.sumUp(question);
  return { rows, leftOut, calls, pauses };
}

describe('a query', () => {
  it('can have both tiers', async () => {
    const tiers = [
      ...ROUTED,
      { field: 'requested_tier', value: 'flex' },
      { field: 'resolved_tier', value: 'default' },
      { field: 'requests', value: '3' },
    ];
    const { rows, calls } = await askFor({ ...QUESTION, groupings: ['tier', 'resolved_tier'] }, [
      { status: 'Complete', results: [tiers] },
    ]);
    expect(Object(calls[0]?.input).queryString).toContain(' by requested_tier, resolved_tier, is_');
    expect(rows).toMatchObject([{ groups: ['flex', 'default'], requests: 3 }]);
  });

  it('is started once for the log group and the whole seconds of the period', async () => {
    const { calls } = await ask([{ status: 'Complete', results: [] }]);
    expect(calls).toEqual([
      {
        target: 'Logs_20140328.StartQuery',
        input: {
          logGroupNames: ['/aws/lambda/router', '/aws/lambda/jobs'],
          startTime: 1795167000,
          endTime: 1795253401,
          queryString:
            'fields ispresent(latency_ms) as is_readable, ispresent(requested_tier) as is_routed | ' +
            'filter @message like /latency_ms"/ | ' +
            'stats count(*) as requests, sum(status >= 400) as errors, ' +
            'sum(usage.inputTokens) as input_tokens, sum(usage.outputTokens) as output_tokens, ' +
            'sum(usage.cacheReadInputTokens) as cache_read_tokens, ' +
            'sum(usage.cacheWriteInputTokens) as cache_write_tokens, ' +
            'count(estimated_cost_usd) as priced, count(estimated_savings_usd) as saved, ' +
            'sum(lost_attempts) as lost, sum(strcontains(request_id, ".")) as job_attempts, ' +
            'count(cache.age) as cache_hits, ' +
            'sum(cache.saved_usd) as cache_savings_usd, sum(estimated_cost_usd) as cost_usd, ' +
            'sum(estimated_savings_usd) as savings_usd, ' +
            'count(charged_usd) as charged, sum(charged_usd) as charges_usd ' +
            'by caller, operation, requested_tier, is_readable, is_routed, cost_status | limit 10000',
        },
      },
      { target: 'Logs_20140328.GetQueryResults', input: { queryId: 'query-1' } },
    ]);
  });

  it('can have metadata, whose names Insights takes between backticks', async () => {
    const row = [
      ...ROUTED,
      { field: 'operation', value: 'extraction' },
      { field: 'metadata_1', value: '4711' },
      { field: 'requests', value: '3' },
    ];
    const groupings = ['operation', 'metadata.cost center'] as const;
    const { rows, calls } = await askFor({ ...QUESTION, groupings }, [
      { status: 'Complete', results: [row] },
    ]);
    const { queryString } = Object(calls[0]?.input);
    expect(queryString).toContain(' as is_routed, `metadata.cost center` as metadata_1 | ');
    expect(queryString).toContain(' by operation, metadata_1, is_readable, ');
    expect(rows).toMatchObject([{ groups: ['extraction', '4711'], requests: 3 }]);
  });

  it('is waited for while it is scheduled and running', async () => {
    const { rows, pauses } = await ask([
      { status: 'Scheduled' },
      { status: 'Running', results: [] },
      { status: 'Unknown' },
      { status: 'Running', results: [ROW] },
      { status: 'Complete', results: [ROW, ROW] },
    ]);
    expect(pauses).toBe(4);
    expect(rows).toMatchObject([{ requests: 2_400 }]);
  });

  it.each(['Failed', 'Cancelled', 'Timeout'])('that ends as %s is an error', async (status) => {
    await expect(ask([{ status: 'Running' }, { status }])).rejects.toThrow(
      new Error(`CloudWatch Logs Insights ended the query as ${status}`),
    );
  });

  it('of a log group that does not exist has the error of CloudWatch', async () => {
    const name = 'ResourceNotFoundException';
    const message = "Log group '/aws/lambda/router' does not exist";
    await expect(ask([], { type: name, message })).rejects.toMatchObject({ name, message });
  });

  it('with too many groups is an error', async () => {
    const results = Array.from({ length: 10_000 }, () => [{ field: 'requests', value: '1' }]);
    await expect(ask([{ status: 'Complete', results }])).rejects.toThrow(
      'there are 10000 groups or more; choose fewer by --by or a shorter time',
    );
  });
});

describe('a row', () => {
  it('is read with its sums, without the rounding errors of Insights', async () => {
    const { rows } = await ask([{ status: 'Complete', results: [ROW] }]);
    expect(rows).toEqual([
      {
        groups: ['Claims', 'extraction', 'flex'],
        requests: 1_200,
        errors: 7,
        inputTokens: 3_600,
        outputTokens: 40_800,
        cacheReadInputTokens: 7_200,
        cacheWriteInputTokens: 900,
        priced: 1_190,
        unpriced: 0,
        unknownUsage: 0,
        unsaved: 2,
        lostAttempts: 4,
        jobAttempts: 6,
        cacheHits: 5,
        cacheSavingsUnits: 12_500_000_000_000n,
        costUnits: 5_622_155_000_000n,
        savingsUnits: -4_724_500_000n,
        charged: 1_199,
        chargedUnits: 7_622_155_000_000n,
      },
    ]);
  });

  it('may lack groups and sums, or have them empty', async () => {
    const results = [
      [
        ...ROUTED,
        { field: 'operation', value: 'extraction' },
        { field: 'requested_tier', value: '' },
        { field: 'requests', value: '2' },
        { field: 'cost_usd' },
        { field: 'savings_usd', value: 'NaN' },
      ],
    ];
    const { rows } = await ask([{ status: 'Complete', results }]);
    expect(rows).toEqual([
      { ...NO_FIGURES, groups: [undefined, 'extraction', undefined], requests: 2 },
    ]);
  });

  it('is added up from its requests with and without a cost', async () => {
    const results = [
      { cost_status: '', requests: '5', priced: '4', saved: '4', cost_usd: '0.25' },
      { cost_status: 'unpriced', requests: '2', input_tokens: '30' },
      { cost_status: 'unknown-usage', requests: '3', charged: '3', charges_usd: '0.5' },
    ].map((values) => [
      ...ROUTED,
      { field: 'operation', value: 'extraction' },
      ...Object.entries(values).map(([field, value]) => ({ field, value })),
    ]);
    const { rows } = await ask([{ status: 'Complete', results }]);
    expect(rows).toEqual([
      {
        ...NO_FIGURES,
        groups: [undefined, 'extraction', undefined],
        ...{ requests: 10, priced: 4, unpriced: 2, unknownUsage: 3, inputTokens: 30 },
        ...{ costUnits: 25_000_000_000_000n, charged: 3, chargedUnits: 50_000_000_000_000n },
      },
    ]);
  });

  it.each(['1', 'true'])('is told by the flag %s from what is left out', async (yes) => {
    const results = [
      [
        { field: 'is_readable', value: yes },
        { field: 'is_routed', value: yes },
        { field: 'requests', value: '1' },
      ],
      [
        { field: 'is_readable', value: yes },
        { field: 'is_routed', value: '0' },
        { field: 'requests', value: '2' },
      ],
      [{ field: 'requests', value: '3' }],
    ];
    const { rows, leftOut } = await ask([{ status: 'Complete', results }]);
    expect(rows).toMatchObject([{ requests: 1 }]);
    expect(leftOut).toEqual({ unrouted: 2, unreadable: 3, untimed: 0 });
  });
});
