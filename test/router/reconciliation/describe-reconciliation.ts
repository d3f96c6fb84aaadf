import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expected } from './expect-request';
import { describeMix } from './mix';
import { ATTO_PER_NANO, type Reconciled, readUsd, reconcile, reportOf, sum } from './reconcile';
import { runTraffic } from './run-traffic';
import { CALLERS, type CallerName, type Site, startSite } from './site';

/** A limit for a run that hangs. */
const LONGEST_RUN_MILLIS = 300_000;

/**
 * Sends mixed requests to routers in two Regions, computes from Bedrock's journal what each must cost, and compares that
 * with every place that has the cost.
 */
export function describeReconciliation(count: number): void {
  const seed = Number(process.env['RECONCILIATION_SEED'] || Date.now() % 1_000_000);
  let sites: readonly Site[] = [];
  let all: readonly Reconciled[] = [];

  beforeAll(async () => {
    console.info(`RECONCILIATION_SEED=${seed}`);
    sites = await Promise.all([startSite('us-east-1', seed), startSite('eu-central-1', seed + 1)]);
    all = reconcile(await runTraffic(sites, { count, seed }));
  }, LONGEST_RUN_MILLIS);
  afterAll(() => Promise.all(sites.map((site) => site.close())));

  it('each response and receipt has what the journal costs', () => {
    expect(all.map(readAmounts)).toEqual(all.map(expectAmounts));
  });

  it('the metrics add up to the same', () => expectMetrics(sites, all));

  it('the report of each site adds up to the same, and counts what it leaves out', async () => {
    for (const site of sites)
      await expectReport(
        site,
        all.filter((each) => each.site === site),
      );
  });

  it('the ledger has the charges of each caller with a budget', async () => {
    for (const site of sites) {
      for (const name of Object.keys(CALLERS) as CallerName[]) {
        const own = all.filter((each) => each.site === site && each.caller === name);
        const spent = name === 'free' ? 0n : sum(own.map(({ expected }) => expected.charge));
        expect([name, await site.readLedger(name)]).toEqual([name, { spent, committed: spent }]);
      }
    }
  });

  describe('the mix', () => describeMix(count, () => all));
}

function isStream({ asked }: Reconciled): boolean {
  return asked.path.endsWith('stream') || asked.body.includes('"stream":true');
}

function readAmounts(each: Reconciled) {
  const { asked, answer, receipt } = each;
  const headers = isStream(each) ? {} : answer.headers;
  return {
    request: `${asked.number} ${asked.path}`,
    cost: readUsd(receipt['estimated_cost_usd']),
    savings: readUsd(receipt['estimated_savings_usd']),
    costStatus: receipt['cost_status'],
    charge: readUsd(receipt['charged_usd']),
    lost: receipt['lost_attempts'] ?? 0,
    costInHeader: readUsd(headers['x-router-estimated-cost-usd']),
    costStatusInHeader: headers['x-router-cost-status'],
    usage: receipt['usage'],
  };
}

function expectAmounts(each: Reconciled) {
  const { asked, answer, expected } = each;
  const { cost, costOnDefault, costStatus, charge, lost, tokens, reasoningTokens } = expected;
  const hasHeader = answer.status !== undefined && !isStream(each);
  return {
    request: `${asked.number} ${asked.path}`,
    cost,
    savings: cost === undefined || costOnDefault === undefined ? undefined : costOnDefault - cost,
    costStatus,
    charge: charge === undefined ? undefined : charge * ATTO_PER_NANO,
    lost,
    costInHeader: hasHeader ? cost : undefined,
    costStatusInHeader: hasHeader ? costStatus : undefined,
    usage: tokens && {
      inputTokens: tokens[0],
      outputTokens: tokens[1],
      cacheReadInputTokens: tokens[2],
      cacheWriteInputTokens: tokens[3] + tokens[4],
      cacheWriteOneHourInputTokens: tokens[4],
      ...(reasoningTokens !== undefined && { reasoningTokens }),
    },
  };
}

function expectMetrics(sites: readonly Site[], all: readonly Reconciled[]): void {
  const metrics = sites.flatMap(({ lines }) => lines).filter((line) => '_aws' in line);
  const read = (name: string) => sum(metrics.map((line) => readUsd(line[name])));
  const counted = (name: string) => Number(read(name) / 10n ** 18n);
  const parts = all.map(({ expected }) => expected);
  const count = (isCounted: (expected: Expected) => boolean) => parts.filter(isCounted).length;
  const tokens = (column: 0 | 1 | 2 | 3 | 4) =>
    parts.reduce((total, part) => total + (part.tokens?.[column] ?? 0), 0);
  expect({
    EstimatedCost: read('EstimatedCost'),
    EstimatedSavings: read('EstimatedSavings'),
    UnpricedInvocations: counted('UnpricedInvocations'),
    UnknownUsageInvocations: counted('UnknownUsageInvocations'),
    InputTokenCount: counted('InputTokenCount'),
    OutputTokenCount: counted('OutputTokenCount'),
    CacheReadInputTokens: counted('CacheReadInputTokens'),
    CacheWriteInputTokens: counted('CacheWriteInputTokens'),
  }).toEqual({
    EstimatedCost: sum(parts.map(({ cost }) => cost)),
    EstimatedSavings: sum(parts.map(({ cost = 0n, costOnDefault = cost }) => costOnDefault - cost)),
    UnpricedInvocations: count(
      ({ costStatus, charge }) => costStatus === 'unpriced' || charge === undefined,
    ),
    UnknownUsageInvocations: count(({ costStatus }) => costStatus === 'unknown-usage'),
    InputTokenCount: tokens(0),
    OutputTokenCount: tokens(1),
    CacheReadInputTokens: tokens(2),
    CacheWriteInputTokens: tokens(3) + tokens(4),
  });
}

async function expectReport(site: Site, all: readonly Reconciled[]): Promise<void> {
  const { rows, total, leftOut } = await reportOf(site);
  expect(leftOut).toMatchObject({ unreadableLines: 0, untimedRequests: 0 });
  expect(total.requests + leftOut.unroutedRequests).toBe(all.length);
  expect(rows).toHaveLength(Object.keys(CALLERS).length);
  for (const row of rows) {
    const own = all.filter(({ caller }) => caller === row.caller);
    const parts = own.map(({ expected }) => expected);
    expect(row).toMatchObject({
      unpricedRequests: parts.filter(({ costStatus }) => costStatus === 'unpriced').length,
      unknownUsageRequests: parts.filter((part) => part.costStatus === 'unknown-usage').length,
      lostAttempts: parts.reduce((lost, part) => lost + part.lost, 0),
    });
    expect(readUsd(row.estimatedCostUsd)).toBe(sum(parts.map(({ cost }) => cost)));
    expect(readUsd(row.chargedUsd)).toBe(sum(parts.map(({ charge }) => charge)) * ATTO_PER_NANO);
  }
}
