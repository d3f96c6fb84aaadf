import type { Bookkeeping } from './bookkeeping';
import type { Pledge } from './pledge';

/**
 * Gives back what may be set aside for a request that cost nothing; does nothing where it is not. Never throws: where
 * the ledger is out of reach still, the reservation expires by itself.
 */
export async function giveBack(
  { ledger }: Bookkeeping,
  { account, reservation }: Pledge,
): Promise<void> {
  await ledger.settle(account, reservation, 0).catch(() => {});
}
