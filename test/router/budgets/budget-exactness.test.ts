import { describe, expect, it } from 'vitest';
import type { BudgetLedger, BudgetNotice } from '../../../lambda/app/budgets/services';
import { findCleanup, type LedgerEntry } from '../../../lambda/core/budgets/ledger-entry';
import { startDynamoDbLedger, startMemoryLedger } from '../../contract/start-budget-ledger';
import { runClients } from './run-clients';
import type { WatchedLedger } from './watched-ledger';

const LIMIT_NANO_USD = 120_000_000;

/**
 * Three nights: each begins 20 minutes before midnight, so that every one of them changes the period while requests
 * are under way, and so that what crashed before midnight expires before it.
 */
const PLAN = {
  clients: 64,
  requests: 6,
  limitUsd: 0.12,
  times: ['2026-11-21T23:40:00Z', '2026-11-22T23:38:00Z', '2026-11-30T23:38:00Z'],
  secondsPerRequest: 5,
  crashRate: 0.08,
  seed: 4711,
};
const PERIODS = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-30', '2026-12-01'];

/** A request that finds no room changes nothing. */
async function look(ledger: BudgetLedger, period: string): Promise<LedgerEntry> {
  const { entry } = await ledger.reserve({
    account: { callerId: 'key1', period },
    reservation: { id: 'look', nanoUsd: LIMIT_NANO_USD * 2, expiresAt: 0 },
    limitNanoUsd: LIMIT_NANO_USD,
    forgetAt: 0,
  });
  return entry;
}

/** Releases all that crashes left behind, as later requests would. */
async function cleanUp(ledger: BudgetLedger, period: string): Promise<LedgerEntry> {
  let entry = await look(ledger, period);
  while (entry.open.length > 0) {
    const cleanup = findCleanup({ ...entry, readAt: Date.parse('2027-01-01') / 1000 });
    expect(await ledger.cleanUp({ callerId: 'key1', period }, cleanup)).toBe(true);
    entry = await look(ledger, period);
  }
  return entry;
}

function nameThreshold({ period, threshold }: Pick<BudgetNotice, 'period' | 'threshold'>): string {
  return `${period} ${threshold}`;
}

/** How much the clients spend depends on their order, so that not every period reaches a threshold. */
function listReached(period: string, { settled }: Pick<WatchedLedger, 'settled'>): string[] {
  const spentNanoUsd = settled.get(period) ?? 0;
  return ([100, 80] as const)
    .filter((threshold) => spentNanoUsd * 100 >= LIMIT_NANO_USD * threshold)
    .map((threshold) => nameThreshold({ period, threshold }));
}

describe.each([
  ['MemoryBudgetLedger', startMemoryLedger],
  ['DynamoDbBudgetLedger on dynalite', startDynamoDbLedger],
] as const)('64 clients at once on %s', (_, start) => {
  it('never exceed the limit by a nano-dollar, and lose no charge', async () => {
    const { ledger, services, bedrock, outcomes } = await runClients(await start(), PLAN);
    expect([...ledger.mostCommitted.keys()].sort()).toEqual(PERIODS);
    for (const committed of ledger.mostCommitted.values()) {
      expect(committed).toBeLessThanOrEqual(LIMIT_NANO_USD);
    }
    let spent = 0;
    for (const period of PERIODS) {
      const entry = await cleanUp(ledger, period);
      expect(entry.spentNanoUsd).toBe(ledger.settled.get(period));
      expect(entry.committedNanoUsd).toBe(entry.spentNanoUsd);
      spent += entry.spentNanoUsd;
    }
    expect(spent).toBe(bedrock.usedNanoUsd);
    const published = services.events.flatMap((event) =>
      event.kind === 'threshold-reached' ? [nameThreshold(event.notice)] : [],
    );
    expect(published.sort()).toEqual(PERIODS.flatMap((period) => listReached(period, ledger)));
    expect(services.events.map(({ kind }) => kind)).toContain('released');
    expect(bedrock.crashes).toBeGreaterThan(10);
    expect(ledger.refusals).toBeGreaterThan(50);
    expect(outcomes.length + bedrock.crashes).toBe(64 * 6 * 3);
  }, 60_000);
});
