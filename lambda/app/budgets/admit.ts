import { demotePlan } from '../../core/budgets/demotion';
import type { LedgerEntry, Reservation } from '../../core/budgets/ledger-entry';
import { canEverFit, composeReservation } from '../../core/budgets/reservation';
import { RouterError } from '../../core/errors/router-error';
import type { Outcome } from '../../core/receipts/outcome';
import type { Plan } from '../../core/routing/plan';
import type { Router } from '../ports';
import { type Budget, findBudget } from './budget';
import { isLedgerError } from './ledger-error';
import { startPersistence } from './persist';
import { publishThresholds } from './publish-thresholds';
import { refuseForBudget, refuseForLedger } from './refusal';
import { release, reserve } from './reserve';
import type { BudgetServices } from './services';
import { type Ended, settle } from './settle';

/** What a budget decides about a request. */
export interface Admission {
  /** The plan to follow, or why the request is refused. */
  readonly plan: Plan | RouterError;
  /**
   * Must be called once the answer has been sent. Never throws.
   *
   * @param functionMillis how long the function may still run
   */
  readonly settle: (outcome: Outcome, functionMillis: number) => Promise<void>;
}

/**
 * Reserves what a request can cost, before Bedrock is called. If there is no room, it admits the plan's demotion instead.
 * The request may then exceed the limit; its cost is still recorded.
 */
export async function admit(
  plan: Plan,
  { budgets: services, failures, clock }: Pick<Router, 'budgets' | 'failures' | 'clock'>,
): Promise<Admission> {
  const budget = findBudget(plan, services?.now() ?? 0);
  if (budget === undefined) return { plan, settle: async () => {} };
  if (services === undefined) {
    const cause = new Error('a caller has a budget, but there is no table');
    return { plan: refuseForLedger(cause), settle: async () => {} };
  }
  const { limitNanoUsd } = budget;
  const within = await admitPlan(services, budget, { plan, limitNanoUsd });
  if (!within.isFull) return conclude(services, within.verdict, within.steps);
  const demoted = demotePlan(plan, (candidate) => failures.isTierRefused(candidate, clock()));
  const beyond =
    demoted && (await admitPlan(services, budget, { plan: demoted, limitNanoUsd: undefined }));
  // The account is settled before its thresholds are published.
  const steps = [...(beyond?.steps ?? []), ...within.steps];
  const isRefused = beyond === undefined || beyond.isFull;
  return conclude(services, isRefused ? within.verdict : beyond.verdict, steps);
}

type Step = (ended: Ended) => Promise<void>;

interface Verdict {
  readonly verdict: Plan | RouterError;
  /** Whether the verdict is that the budget has no room. */
  readonly isFull?: boolean;
  /** What to do once the answer has been sent. */
  readonly steps: readonly Step[];
}

function conclude(
  { timers }: BudgetServices,
  plan: Plan | RouterError,
  steps: readonly Step[],
): Admission {
  const settle = async (outcome: Outcome, functionMillis: number) => {
    const persistence = startPersistence(timers, functionMillis);
    for (const step of steps) await step({ outcome, persistence });
  };
  return { plan, settle };
}

async function admitPlan(
  services: BudgetServices,
  budget: Budget,
  { plan, limitNanoUsd }: { readonly plan: Plan; readonly limitNanoUsd: number | undefined },
): Promise<Verdict> {
  const reservation = composeReservation(plan.calls, { id: services.newId(), now: services.now() });
  if (reservation instanceof RouterError) return { verdict: reservation, steps: [] };
  const refuse = (entry?: LedgerEntry) => refuseForBudget(budget, reservation, entry);
  if (!canEverFit(reservation, limitNanoUsd)) {
    return { verdict: refuse(), isFull: true, steps: [] };
  }
  try {
    const { isReserved, entry, ...dated } = await reserve(
      services,
      { budget, reservation },
      limitNanoUsd,
    );
    if (!isReserved) {
      const publish: Step = ({ persistence }) =>
        publishThresholds(services, budget, { entry, persistence });
      return { verdict: refuse(entry), isFull: true, steps: [publish] };
    }
    const settlement = { budget, isReserved, ...dated };
    return { verdict: plan, steps: [(ended) => settle(services, { ...settlement, ...ended })] };
  } catch (cause) {
    // The request before it that waited in vain is recorded.
    if (!isLedgerError(cause, 'silent')) recordUnavailable(services, budget, cause);
    return continueWithout(services, { budget, reservation, plan }, cause);
  }
}

/**
 * A policy may let a request continue only if the ledger is unreachable or silent. If the ledger throttles, the request is
 * refused: otherwise a caller could exceed its limit by sending more requests. A bug also refuses the request, so that
 * callers gain nothing by causing one.
 */
function continueWithout(
  services: BudgetServices,
  { budget, reservation, plan }: { budget: Budget; reservation: Reservation; plan: Plan },
  cause: unknown,
): Verdict {
  const isSilent = isLedgerError(cause, 'silent');
  const isAway = isSilent || isLedgerError(cause, 'unreachable');
  if (budget.policy.whenUnavailable === 'allow' && isAway) {
    const settlement = { budget, reservation, isReserved: false };
    return { verdict: plan, steps: [(ended) => settle(services, { ...settlement, ...ended })] };
  }
  // The reservation may be written although its answer was lost. If it was throttled, more writes would not help.
  const isLost = !isSilent && !isLedgerError(cause, 'throttled');
  const giveBack: Step = ({ persistence }) =>
    release(services, { budget, reservation }, persistence);
  return { verdict: refuseForLedger(cause), steps: isLost ? [giveBack] : [] };
}

function recordUnavailable(
  { telemetry }: BudgetServices,
  { caller, account }: Budget,
  cause: unknown,
): void {
  telemetry.recordBudgetEvent({
    kind: 'unavailable',
    step: 'reserve',
    caller,
    period: account.period,
    unrecordedUsd: undefined,
    cause,
  });
}
