import { expect, it } from 'vitest';
import type { Router, SnapshotSource } from '../../../lambda/app/ports';
import { routeRequest } from '../../../lambda/app/route-request';
import type { Prices } from '../../../lambda/core/pricing/prices';
import type { Snapshot } from '../../../lambda/core/settings/snapshot';
import { fakeRouter, NOVA } from '../../fakes/fake-router';
import { composeCatalog, overridePrices } from '../core/catalog/compose-catalog';
import { ACCOUNT, REQUEST, startBudget, use } from './budgets/ask-with-budget';
import { composeInvocation } from './compose-invocation';

/** USD per million tokens in on flex; tokens out cost nothing. */
function pricesOf(usd: number): Prices {
  return overridePrices({ rows: { [NOVA]: [usd / 0.5, 0] } }, { catalog: composeCatalog() });
}

/** Gives dearer prices each time that it is asked. */
class ChangingSnapshots implements SnapshotSource {
  asked = 0;
  readonly #first: Snapshot;

  constructor(first: Snapshot) {
    this.#first = first;
  }

  async current(): Promise<Snapshot> {
    this.asked += 1;
    return { ...this.#first, prices: pricesOf(this.asked) };
  }

  async settled(): Promise<void> {}
}

it('a request takes one snapshot, whose prices its receipt and the ledger share', async () => {
  const { router, bedrock, ledger } = startBudget();
  const snapshots = new ChangingSnapshots(await router.snapshots.current());
  const changing: Router = { ...router, snapshots };
  const { invocation, receipts } = composeInvocation(fakeRouter(), REQUEST);
  bedrock.answerNext(use(1_000_000, 0));
  await routeRequest(invocation, changing);
  expect(snapshots.asked).toBe(1);
  expect(receipts).toMatchObject([{ served: { cost: { usd: 1 } } }]);
  expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 1_000_000_000 });
});
