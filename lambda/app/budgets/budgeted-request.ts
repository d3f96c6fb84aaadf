import { demoteTarget } from '../../core/budgets/demote-target';
import { isAllowedTier } from '../../core/routing/access-bounds';
import type { Target } from '../../core/routing/target';
import type { Snapshot } from '../../core/settings/snapshot';
import type { Outcome } from '../outcome';
import type { Router } from '../ports';
import type { BudgetPorts } from './budget-ports';
import { isLedgerError } from './ledger-error';
import { publishThresholds } from './publish-thresholds';
import { releaseReservation } from './release-reservation';
import {
  canEverFit,
  coverCost,
  type PlannedReservation,
  planReservation,
  refuseForBudget,
  refuseForLedger,
} from './reservation-request';
import { reserveWithin } from './reserve-within';
import { settleReservation } from './settle-reservation';

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
  async admit(target: Target, snapshot: Snapshot): Promise<Target> {
    const ports = this.#router.budgets;
    const planned = planReservation(target, ports, snapshot.prices);
    if (ports === undefined || planned === undefined) return target;
    if (await this.#reserve(ports, this.#cover(planned, target), planned.limitNanoUsd))
      return target;
    const demoted = this.#demote(target, snapshot, planned);
    if (demoted === undefined) throw refuseForBudget(planned, ports.now());
    // The limit is passed knowingly; what is spent is written down all the same.
    if (await this.#reserve(ports, this.#cover(planned, demoted))) return demoted;
    throw refuseForBudget(planned, ports.now());
  }

  /** Settles, and tells of thresholds, once the answer is out. Never throws: what fails stands in the log. */
  async settle(outcome: Outcome): Promise<void> {
    for (const act of this.#afterwards) await act(outcome);
  }

  #cover(planned: PlannedReservation, target: Target): PlannedReservation {
    const allowsDefaultTier = isAllowedTier(target.bounds, 'default');
    return coverCost(planned, { target, allowsDefaultTier });
  }

  /** @returns false where there is no room */
  async #reserve(
    ports: BudgetPorts,
    planned: PlannedReservation,
    limitNanoUsd?: number,
  ): Promise<boolean> {
    if (!canEverFit(planned, limitNanoUsd)) return false;
    try {
      const { isReserved, entry } = await reserveWithin(ports, planned, limitNanoUsd);
      if (isReserved) this.#settleLater(ports, planned, true);
      else
        this.#afterwards.push(() =>
          publishThresholds(ports, planned, { entry, isExhausted: true }),
        );
      return isReserved;
    } catch (cause) {
      this.#goOnWithout(ports, planned, cause);
      return true;
    }
  }

  /**
   * Only where the ledger is out of reach may a policy go on without it. One that is asked too much is there: it would
   * let a caller past its limit for asking more. And a fault of ours must not be worth provoking.
   */
  #goOnWithout(ports: BudgetPorts, planned: PlannedReservation, cause: unknown): void {
    const { caller, account, budget } = planned;
    ports.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'reserve',
      caller,
      period: account.period,
      unrecordedUsd: undefined,
      cause,
    });
    if (budget.whenUnavailable === 'allow' && isLedgerError(cause, 'unreachable')) {
      this.#settleLater(ports, planned, false);
      return;
    }
    // It may be written although its answer was lost. What was throttled is not, and more writes would not help.
    if (!isLedgerError(cause, 'throttled'))
      this.#afterwards.push(() => releaseReservation(ports, planned));
    throw refuseForLedger(cause);
  }

  #settleLater(ports: BudgetPorts, planned: PlannedReservation, isReserved: boolean): void {
    // Before what is there to tell: the account comes first.
    this.#afterwards.unshift((outcome) =>
      settleReservation(ports, planned, { outcome, isReserved }),
    );
  }

  #demote(
    target: Target,
    { mapping, prices }: Snapshot,
    { budget }: PlannedReservation,
  ): Target | undefined {
    const { refusedTiers, clock } = this.#router;
    return demoteTarget(target, budget.whenExceeded, {
      mapping,
      prices,
      isRefused: ({ baseModelId, tier }) => refusedTiers.isRefused(baseModelId, tier, clock()),
    });
  }
}
