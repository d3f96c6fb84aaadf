import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createReportCommand } from '../../../cli/report/command';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { runCaptured } from '../../cli/run-captured';
import { type Expected, expectRequest } from './expect-request';
import { type Exchanged, listReceipts } from './run-traffic';
import type { Site } from './site';

/** A request with what it must cost, and what the router logged. */
export interface Reconciled extends Exchanged {
  readonly expected: Expected;
  readonly receipt: JsonObject;
}

/** Finds the calls and the receipt of each request. */
export function reconcile(exchanged: readonly Exchanged[]): readonly Reconciled[] {
  const sites = new Map([...new Set(exchanged.map(({ site }) => site))].map(readSite));
  return exchanged.map((each) => {
    const { asked, site } = each;
    const { calls, receipts } = sites.get(site) ?? {};
    const receipt = receipts?.get(String(asked.number));
    if (receipt === undefined) throw new Error(`request ${asked.number} has no receipt`);
    const expected = expectRequest(
      { ...each, region: site.region },
      calls?.get(asked.number) ?? [],
    );
    return { ...each, expected, receipt };
  });
}

function readSite(site: Site) {
  const receipts = new Map(
    listReceipts(site).map((receipt) => [Object(receipt['metadata']).number, receipt]),
  );
  return [site, { calls: site.calls(), receipts }] as const;
}

export const ATTO_PER_NANO = 1_000_000_000n;

/** USD as whole attodollars. The twelfth decimal is a thousandth of a nanodollar. */
export function readUsd(usd: unknown): bigint | undefined {
  if (usd === undefined) return undefined;
  return BigInt(Number(usd).toFixed(12).replace('.', '')) * 1_000_000n;
}

export function sum(amounts: readonly (bigint | undefined)[]): bigint {
  return amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n);
}

/** The report of all that a site has logged, by caller. */
export async function reportOf({ texts }: Site) {
  const folder = await mkdtemp(join(tmpdir(), 'reconciliation-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'router.log');
  await writeFile(path, texts.join('\n'));
  const words = ['--file', path, '--by', 'caller', '--format', 'json'];
  const { stdout } = await runCaptured(createReportCommand(), words);
  return JSON.parse(stdout);
}
