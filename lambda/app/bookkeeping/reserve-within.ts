import type { Bookkeeping, Reserved } from './bookkeeping';
import type { Pledge } from './pledge';
import { releaseExpired } from './release-expired';

/** Each takes back what ten crashed functions had set aside. */
const MOST_RELEASES = 5;

/** Sets the pledge aside; where there is no room, takes back what has expired and tries again. */
export async function reserveWithin(
  books: Bookkeeping,
  pledge: Pledge,
  limitNanoUsd: number | undefined,
): Promise<Reserved> {
  const { account, reservation, forgetAt } = pledge;
  const reserve = () => books.ledger.reserve({ account, reservation, limitNanoUsd, forgetAt });
  let reserved = await reserve();
  for (let count = 0; !reserved.isReserved && count < MOST_RELEASES; count += 1) {
    if (!(await releaseExpired(books, pledge, reserved.entry))) return reserved;
    reserved = await reserve();
  }
  return reserved;
}
