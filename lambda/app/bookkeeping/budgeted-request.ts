import { isAllowedTier } from '../../core/access-bounds';
import { demoteTarget } from '../../core/budget/demote-target';
import type { Target } from '../../core/target';
import type { TierMapping } from '../../core/tier-mapping';
import type { Outcome } from '../outcome';
import type { Router } from '../ports';
import type { Bookkeeping } from './bookkeeping';
import { giveBack } from './give-back';
import { isLedgerError } from './ledger-error';
import {
  canEverFit,
  composePledge,
  coverCost,
  type Pledge,
  refuseForBudget,
  refuseForLedger,
} from './pledge';
import { reserveWithin } from './reserve-within';
import { settlePledge } from './settle-pledge';
import { tellOfThresholds } from './tell-of-thresholds';

/**
 * One request's way through its caller's budget: money is set aside before anything is asked, and settled when the
 * answer is out. Where the caller has no budget, nothing happens.
 */
export class BudgetedRequest {
  readonly #router: Router;
  readonly #afterwards: ((outcome: Outcome) => Promise<void>)[] = [];

  constructor(router: Router) {
    this.#router = router;
  }

  /**
   * What may be asked: the target, or what the caller's policy has asked instead where no money is left.
   *
   * @throws RouterError `budget-exceeded`, `budget-unavailable`, or `caller-not-allowed` where a price is missing
   */
  async admit(target: Target, mapping: TierMapping): Promise<Target> {
    const books = this.#router.bookkeeping;
    const pledge = composePledge(target, books);
    if (books === undefined || pledge === undefined) return target;
    if (await this.#reserve(books, this.#cover(pledge, target), pledge.limitNanoUsd)) return target;
    const demoted = this.#demote(target, mapping, pledge);
    if (demoted === undefined) throw refuseForBudget(pledge, books.now());
    // The limit is passed knowingly; what is spent is written down all the same.
    if (await this.#reserve(books, this.#cover(pledge, demoted))) return demoted;
    throw refuseForBudget(pledge, books.now());
  }

  /** Settles, and tells of thresholds, once the answer is out. Never throws: what fails stands in the log. */
  async settle(outcome: Outcome): Promise<void> {
    for (const act of this.#afterwards) await act(outcome);
  }

  #cover(pledge: Pledge, target: Target): Pledge {
    const allowsDefaultTier = isAllowedTier(target.bounds, 'default');
    return coverCost(pledge, { target, prices: this.#router.prices.current(), allowsDefaultTier });
  }

  /** @returns false where there is no room */
  async #reserve(books: Bookkeeping, pledge: Pledge, limitNanoUsd?: number): Promise<boolean> {
    if (!canEverFit(pledge, limitNanoUsd)) return false;
    try {
      const { isReserved, entry } = await reserveWithin(books, pledge, limitNanoUsd);
      if (isReserved) this.#settleLater(books, pledge, true);
      else
        this.#afterwards.push(() => tellOfThresholds(books, pledge, { entry, isExhausted: true }));
      return isReserved;
    } catch (cause) {
      this.#goOnWithout(books, pledge, cause);
      return true;
    }
  }

  /**
   * Only where the ledger is out of reach may a policy go on without it. One that is asked too much is there: it would
   * let a caller past its limit for asking more. And a fault of ours must not be worth provoking.
   */
  #goOnWithout(books: Bookkeeping, pledge: Pledge, cause: unknown): void {
    const { caller, account, budget } = pledge;
    books.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'reserve',
      caller,
      period: account.period,
      unrecordedUsd: undefined,
      cause,
    });
    if (budget.whenUnavailable === 'allow' && isLedgerError(cause, 'unreachable')) {
      this.#settleLater(books, pledge, false);
      return;
    }
    // It may be written although its answer was lost. What was throttled is not, and more writes would not help.
    if (!isLedgerError(cause, 'throttled')) this.#afterwards.push(() => giveBack(books, pledge));
    throw refuseForLedger(cause);
  }

  #settleLater(books: Bookkeeping, pledge: Pledge, isReserved: boolean): void {
    // Before what is there to tell: the account comes first.
    this.#afterwards.unshift((outcome) =>
      settlePledge(books, pledge, { outcome, isReserved, prices: this.#router.prices.current() }),
    );
  }

  #demote(target: Target, mapping: TierMapping, { budget }: Pledge): Target | undefined {
    const { refusedTiers, clock, prices } = this.#router;
    return demoteTarget(target, budget.whenExceeded, {
      mapping,
      prices: prices.current(),
      isRefused: ({ baseModelId, tier }) => refusedTiers.isRefused(baseModelId, tier, clock()),
    });
  }
}
