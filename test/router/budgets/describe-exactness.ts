import { expect, it } from 'vitest';
import type { BudgetLedger, BudgetNotice } from '../../../lambda/app/budgets/services';
import { findCleanup, type LedgerEntry } from '../../../lambda/core/budgets/ledger-entry';
import { runClients } from './run-clients';
import type { WatchedLedger } from './watched-ledger';

/** Requests of each client in each night. */
const REQUESTS = 6;

/**
 * Three nights: each begins 20 minutes before midnight, so that every one of them changes the period while requests
 * are under way, and so that what crashed before midnight expires before it. The clients of a night share 32 minutes and
 * a limit that is too low for all of them.
 */
const composePlan = (clients: number) => ({
  clients,
  requests: REQUESTS,
  limitUsd: (clients * NANO_USD_PER_CLIENT) / 1e9,
  times: ['2026-11-21T23:40:00Z', '2026-11-22T23:38:00Z', '2026-11-30T23:38:00Z'],
  secondsPerRequest: 320 / clients,
  crashRate: 0.08,
  seed: 4711,
});
const NANO_USD_PER_CLIENT = 1_875_000;
const PERIODS = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-30', '2026-12-01'];

/** Sends requests of many clients of one caller at once, and compares the ledger with what Bedrock used. */
export function describeExactness(
  name: string,
  start: () => Promise<BudgetLedger>,
  clients: number,
) {
  it(`${clients} clients at once on ${name} never exceed the limit by a nano-dollar, and lose no charge`, async () => {
    const limitNanoUsd = clients * NANO_USD_PER_CLIENT;
    const run = await runClients(await start(), composePlan(clients));
    const { ledger, services, bedrock, outcomes } = run;
    const limited = { ledger, limitNanoUsd };
    expect([...ledger.mostCommitted.keys()].sort()).toEqual(PERIODS);
    for (const committed of ledger.mostCommitted.values()) {
      expect(committed).toBeLessThanOrEqual(limitNanoUsd);
    }
    let spent = 0;
    for (const period of PERIODS) {
      const entry = await cleanUp(limited, period);
      expect(entry.spentNanoUsd).toBe(ledger.settled.get(period));
      expect(entry.committedNanoUsd).toBe(entry.spentNanoUsd);
      spent += entry.spentNanoUsd;
    }
    expect(spent).toBe(bedrock.usedNanoUsd);
    const published = services.events.flatMap((event) =>
      event.kind === 'threshold-reached' ? [nameThreshold(event.notice)] : [],
    );
    expect(published.sort()).toEqual(PERIODS.flatMap((period) => listReached(limited, period)));
    expect(services.events.map(({ kind }) => kind)).toContain('released');
    expect(bedrock.crashes).toBeGreaterThan(clients / 6);
    expect(ledger.refusals).toBeGreaterThan((clients * 5) / 6);
    expect(outcomes.length + bedrock.crashes).toBe(clients * REQUESTS * 3);
  });
}

interface Limited {
  readonly ledger: WatchedLedger;
  readonly limitNanoUsd: number;
}

/** A request that finds no room changes nothing. */
async function look({ ledger, limitNanoUsd }: Limited, period: string): Promise<LedgerEntry> {
  const { entry } = await ledger.reserve({
    account: { callerId: 'key1', period },
    reservation: { id: 'look', nanoUsd: limitNanoUsd * 2, expiresAt: 0 },
    limitNanoUsd,
    forgetAt: 0,
  });
  return entry;
}

/** Releases all that crashes left behind, as later requests would. */
async function cleanUp(limited: Limited, period: string): Promise<LedgerEntry> {
  let entry = await look(limited, period);
  while (entry.open.length > 0) {
    const cleanup = findCleanup({ ...entry, readAt: Date.parse('2027-01-01') / 1000 });
    expect(await limited.ledger.cleanUp({ callerId: 'key1', period }, cleanup)).toBe(true);
    entry = await look(limited, period);
  }
  return entry;
}

function nameThreshold({ period, threshold }: Pick<BudgetNotice, 'period' | 'threshold'>): string {
  return `${period} ${threshold}`;
}

/** How much the clients spend depends on their order, so that not every period reaches a threshold. */
function listReached({ ledger, limitNanoUsd }: Limited, period: string): string[] {
  const spentNanoUsd = ledger.settled.get(period) ?? 0;
  return ([100, 80] as const)
    .filter((threshold) => spentNanoUsd * 100 >= limitNanoUsd * threshold)
    .map((threshold) => nameThreshold({ period, threshold }));
}
