import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportCommand } from '../../../cli/report/command';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { runCaptured } from '../../cli/run-captured';
import { type Expected, expectRequest } from './expect-request';
import { type Exchanged, listReceipts, runTraffic } from './run-traffic';
import { CALLERS, type CallerName, type Site, startSite } from './site';

const COUNT = Number(process.env['RECONCILIATION_COUNT'] ?? 1_000);
const SEED = Number(process.env['RECONCILIATION_SEED'] ?? Date.now() % 1_000_000);

interface Reconciled extends Exchanged {
  readonly expected: Expected;
  readonly receipt: JsonObject;
}

let sites: readonly Site[] = [];
let all: readonly Reconciled[] = [];

beforeAll(async () => {
  console.info(`RECONCILIATION_SEED=${SEED}`);
  sites = await Promise.all([startSite('us-east-1', SEED), startSite('eu-central-1', SEED + 1)]);
  const exchanged = await runTraffic(sites, { count: COUNT, seed: SEED });
  const calls = new Map(sites.map((site) => [site, site.calls()]));
  all = exchanged.map((each) => {
    const { asked, site } = each;
    const own = calls.get(site)?.get(asked.number) ?? [];
    const expected = expectRequest(asked, own, site.region);
    return { ...each, expected, receipt: findReceipt(each) };
  });
});

afterAll(() => Promise.all(sites.map((site) => site.close())));

function findReceipt({ asked, site }: Exchanged): JsonObject {
  const receipt = listReceipts(site).find(
    ({ metadata }) => Object(metadata).number === String(asked.number),
  );
  if (receipt === undefined) throw new Error(`request ${asked.number} has no receipt`);
  return receipt;
}

/** USD as whole attodollars; the twelfth decimal is a thousandth of a nanodollar. */
function readUsd(usd: unknown): bigint | undefined {
  if (usd === undefined) return undefined;
  return BigInt(Number(usd).toFixed(12).replace('.', '')) * 1_000_000n;
}

const NANO = 1_000_000_000n;
const sum = (amounts: readonly (bigint | undefined)[]) =>
  amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n);

it('each response and receipt has what the journal costs', () => {
  for (const { asked, answer, expected, receipt } of all) {
    const { cost, costOnDefault, charge, tokens } = expected;
    const isStream = /stream$/.test(asked.path);
    const header = answer.headers['x-router-estimated-cost-usd'];
    const amounts = {
      cost: readUsd(receipt['estimated_cost_usd']),
      savings: readUsd(receipt['estimated_savings_usd']),
      status: receipt['cost_status'],
      charge: readUsd(receipt['charged_usd']),
      lost: receipt['lost_attempts'] ?? 0,
      header: isStream ? undefined : readUsd(header),
      headerStatus: isStream ? undefined : answer.headers['x-router-cost-status'],
      tokens: receipt['usage'],
    };
    const isAnswered = answer.status !== undefined && !isStream;
    expect(amounts, `request ${asked.number} ${asked.path} ${JSON.stringify(receipt)}`).toEqual({
      cost,
      savings: cost === undefined || costOnDefault === undefined ? undefined : costOnDefault - cost,
      status: expected.costStatus,
      charge: charge === undefined ? undefined : charge * NANO,
      lost: expected.lost,
      header: isAnswered ? cost : undefined,
      headerStatus: isAnswered ? expected.costStatus : undefined,
      tokens: tokens === undefined ? undefined : expect.objectContaining(nameTokens(tokens)),
    });
  }
});

function nameTokens([inputTokens, outputTokens, read, written, forHour]: readonly number[]) {
  return {
    ...{ inputTokens, outputTokens, cacheReadInputTokens: read },
    cacheWriteInputTokens: (written ?? 0) + (forHour ?? 0),
  };
}

it('the metrics add up to the same', () => {
  const metrics = sites.flatMap(({ lines }) => lines).filter((line) => '_aws' in line);
  const published = (name: string) => sum(metrics.map((line) => readUsd(line[name])));
  const counted = (name: string) =>
    metrics.reduce((total, line) => total + Number(line[name] ?? 0), 0);
  expect(published('EstimatedCost')).toBe(sum(all.map(({ expected }) => expected.cost)));
  expect(published('EstimatedSavings')).toBe(
    sum(all.map(({ expected: { cost = 0n, costOnDefault = cost } }) => costOnDefault - cost)),
  );
  const count = (isCounted: (expected: Expected) => boolean) =>
    all.filter(({ expected }) => isCounted(expected)).length;
  expect(counted('UnpricedInvocations')).toBe(
    count(({ costStatus, charge }) => costStatus === 'unpriced' || charge === undefined),
  );
  expect(counted('UnknownUsageInvocations')).toBe(
    count(({ costStatus }) => costStatus === 'unknown-usage'),
  );
  expect(counted('CacheWriteInputTokens')).toBe(
    all.reduce(
      (total, { expected: { tokens } }) => total + (tokens?.[3] ?? 0) + (tokens?.[4] ?? 0),
      0,
    ),
  );
});

describe('the report', () => {
  async function report(site: Site) {
    const folder = await mkdtemp(join(tmpdir(), 'reconciliation-'));
    const path = join(folder, 'router.log');
    await writeFile(path, site.texts.join('\n'));
    const words = ['--file', path, '--by', 'caller', '--format', 'json'];
    const { stdout } = await runCaptured(createReportCommand(), words);
    await rm(folder, { recursive: true });
    return JSON.parse(stdout);
  }

  it('of each site adds up to the same, and names what it leaves out', async () => {
    for (const site of sites) {
      const { rows, leftOut } = await report(site);
      expect(leftOut).toMatchObject({ unreadableLines: 0, untimedRequests: 0 });
      for (const row of rows) {
        const own = all.filter((each) => each.site === site && each.caller === row.caller);
        const parts = own.map(({ expected }) => expected);
        expect(own).not.toEqual([]);
        expect(row).toMatchObject({
          unpricedRequests: parts.filter(({ costStatus }) => costStatus === 'unpriced').length,
          unknownUsageRequests: parts.filter((part) => part.costStatus === 'unknown-usage').length,
          lostAttempts: parts.reduce((total, { lost }) => total + lost, 0),
        });
        expect(readUsd(row.estimatedCostUsd)).toBe(sum(parts.map(({ cost }) => cost)));
        expect(readUsd(row.chargedUsd)).toBe(sum(parts.map(({ charge }) => charge)) * NANO);
      }
      const requests = rows.reduce(
        (total: number, row: JsonObject) => total + Number(row['requests']),
        0,
      );
      expect(requests + leftOut.unroutedRequests).toBe(
        all.filter((each) => each.site === site).length,
      );
    }
  });
});

it('the ledger of each caller with a budget has its charges', async () => {
  for (const site of sites) {
    for (const name of Object.keys(CALLERS) as CallerName[]) {
      const own = all.filter((each) => each.site === site && each.caller === name);
      const charges = name === 'free' ? 0n : sum(own.map(({ expected }) => expected.charge));
      expect({ name, ...(await site.readLedger(name)) }).toEqual({
        ...{ name, spent: charges, committed: charges },
      });
    }
  }
});

describe('the mix', () => {
  const count = (isCounted: (each: Reconciled) => boolean) => all.filter(isCounted).length;
  const call = (pattern: RegExp) => (each: Reconciled) =>
    pattern.test(each.asked.path) && each.expected.cost !== undefined;
  const token = (column: number) => (each: Reconciled) => (each.expected.tokens?.[column] ?? 0) > 0;
  const tier = (name: string) => (each: Reconciled) => each.receipt['resolved_tier'] === name;
  const prompt = (each: Reconciled, body: RegExp, least: number) => {
    const [input = 0, , read = 0, written = 0, forHour = 0] = each.expected.tokens ?? [];
    return body.test(each.asked.path) && input + read + written + forHour > least;
  };

  it.each<[string, number, (each: Reconciled) => boolean]>([
    ['operations', 100, call(/^\/v1\//)],
    ['direct IDs', 100, call(/^\/model\//)],
    ['streams of Converse', 50, call(/\/(converse-)?stream$/)],
    ['streams of invoke calls', 80, call(/invoke-with-response-stream$/)],
    ['bodies of Anthropic', 100, ({ asked }) => asked.body.startsWith('{"anthropic_version"')],
    ['bodies of Nova', 50, ({ asked }) => asked.body.startsWith('{"schemaVersion"')],
    ['bodies of OpenAI', 50, call(/openai.*\/invoke|gemma.*\/invoke/)],
    ['bodies of Llama', 20, call(/llama/)],
    ['cache reads', 100, token(2)],
    ['cache writes', 50, token(3)],
    ['cache writes for an hour', 30, token(4)],
    ['writes of both lifetimes', 5, (each) => token(3)(each) && token(4)(each)],
    ['cache reads of OpenAI', 5, (each) => token(2)(each) && call(/openai.*\/invoke/)(each)],
    ['replies on flex', 50, tier('flex')],
    ['replies on priority', 20, tier('priority')],
    ['fallbacks', 10, ({ receipt }) => receipt['tier_fallback'] !== undefined],
    ['lost calls', 10, ({ expected }) => expected.lost > 0],
    ['streams that broke off', 10, ({ expected }) => expected.costStatus === 'unknown-usage'],
    ['clients who left while waiting', 3, ({ asked }) => asked.manner === 'leaves-waiting'],
    ['clients who left a stream', 8, (each) => each.receipt['router_error'] === 'client-gone'],
    ['requests without a price', 10, ({ expected }) => expected.costStatus === 'unpriced'],
    ['prompts above 100,000 tokens', 2, (each) => prompt(each, /haiku-5-5/, 100_000)],
    ['prompts above 200,000 tokens', 2, (each) => prompt(each, /sonnet/, 200_000)],
    ['prompts above 272,000 tokens', 2, (each) => prompt(each, /openai/, 272_000)],
    ['refusals by a budget', 10, (each) => each.receipt['router_error'] === 'budget-exceeded'],
    ['demotions', 3, ({ receipt }) => receipt['tier_fallback'] === 'budget'],
    ['requests of the second Region', 100, ({ site }) => site.region === 'eu-central-1'],
  ])('has %s', (_what, least, isCounted) => {
    expect(count(isCounted)).toBeGreaterThanOrEqual(least);
  });
});
