import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry, Reservation } from '../../lambda/core/budgets/ledger-entry';
import { LedgerHistory, type Step } from './ledger-history';
import { startDynamoDbLedger, startMemoryLedger } from './start-budget-ledger';

const reserve = (isLimited: boolean): fc.Arbitrary<Step> =>
  fc.integer({ min: 1, max: 600 }).map((nanoUsd) => ({ kind: 'reserve', nanoUsd, isLimited }));

const settle: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(20), fc.constantFrom(0, 0.1, 0.5, 1, 1.5))
  .map(([choice, share]) => ({ kind: 'settle', choice, share }));

const wait: fc.Arbitrary<Step> = fc
  .constantFrom(30, 500, 1_000)
  .map((seconds) => ({ kind: 'wait', seconds }));

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: reserve(true) },
  { weight: 1, arbitrary: reserve(false) },
  { weight: 5, arbitrary: settle },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'repeat' }) },
  { weight: 3, arbitrary: wait },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'clean-up' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'next-period' }) },
);

const byId = (one: Reservation, other: Reservation) => (one.id < other.id ? -1 : 1);

function sort<Entry extends Pick<LedgerEntry, 'open' | 'released'>>(entry: Entry) {
  return { ...entry, open: entry.open.toSorted(byId), released: entry.released.toSorted(byId) };
}

describe.each([
  ['MemoryBudgetLedger', startMemoryLedger, 500],
  ['DynamoDbBudgetLedger on dynalite', startDynamoDbLedger, 25],
] as const)('%s', (name, start, numRuns) => {
  it('is at every step what the history of its requests says', async () => {
    let caller = 0;
    const ledger = await start();
    const property = fc.asyncProperty(fc.array(STEP, { maxLength: 40 }), async (steps) => {
      caller += 1;
      const history = new LedgerHistory(ledger, `key${caller}`);
      for (const step of steps) {
        const { entry, expected } = await history.take(step);
        expect(sort(entry), `${name} after ${step.kind}`).toMatchObject(sort(expected));
      }
    });
    await fc.assert(property, { numRuns, seed: 4711 });
  }, 40_000);
});
