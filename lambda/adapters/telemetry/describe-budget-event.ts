import type { BudgetEvent } from '../../app/budgets/services';
import { BUDGET_METRICS } from '../../contract';
import { describeFailure } from '../../core/errors/describe-cause';

/** A log line and what it adds to a metric. */
export interface DescribedBudgetEvent {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly metric: string;
  readonly count: number;
  /** The dimension `Caller`; undefined if the metric has none. */
  readonly caller: string | undefined;
}

export function describeBudgetEvent(event: BudgetEvent): DescribedBudgetEvent {
  switch (event.kind) {
    case 'threshold-reached':
      return describeThreshold(event);
    case 'overrun':
      return describeOverrun(event);
    case 'released':
      return describeRelease(event);
    case 'unavailable':
      return describeFault(event);
    default:
      return event satisfies never;
  }
}

type OfKind<Kind extends BudgetEvent['kind']> = Extract<BudgetEvent, { kind: Kind }>;

function describeThreshold({ notice }: OfKind<'threshold-reached'>): DescribedBudgetEvent {
  const { caller, callerId, period, limitUsd, spentUsd, threshold } = notice;
  return {
    level: 'warn',
    message: 'Budget threshold reached',
    facts: {
      caller,
      caller_id: callerId,
      period,
      limit_usd: limitUsd,
      spent_usd: spentUsd,
      threshold,
    },
    metric: BUDGET_METRICS.budgetWarnings,
    count: 1,
    caller,
  };
}

function describeOverrun(event: OfKind<'overrun'>): DescribedBudgetEvent {
  const amounts = { reserved_usd: event.reservedUsd, charged_usd: event.chargedUsd };
  return {
    ...describeWarning(event, 'Request cost more than was reserved', amounts),
    metric: BUDGET_METRICS.budgetOverruns,
    count: 1,
  };
}

function describeRelease(event: OfKind<'released'>): DescribedBudgetEvent {
  const { count, usd } = event;
  const message = 'Expired reservations were released';
  return {
    ...describeWarning(event, message, { count, released_usd: usd }),
    metric: BUDGET_METRICS.budgetReleases,
    count,
  };
}

export const UNAVAILABLE = {
  reserve: 'Budget ledger unavailable; the policy of the caller applies',
  settle: 'Cost of a request could not be recorded in the ledger',
  warn: 'Budget threshold could not be published',
} as const;

function describeFault(event: OfKind<'unavailable'>): DescribedBudgetEvent {
  return {
    level: 'error',
    message: UNAVAILABLE[event.step],
    facts: {
      ...describeAccount(event),
      unrecorded_usd: event.unrecordedUsd,
      cause: describeFailure(event.cause),
    },
    metric: BUDGET_METRICS.budgetErrors,
    count: 1,
    caller: undefined,
  };
}

function describeWarning(
  event: OfKind<'overrun' | 'released'>,
  message: string,
  amounts: Readonly<Record<string, number>>,
) {
  const facts = { ...describeAccount(event), ...amounts };
  return { level: 'warn', message, facts, caller: event.caller.policy.name } as const;
}

function describeAccount({ caller, period }: OfKind<'overrun' | 'released' | 'unavailable'>) {
  return { caller: caller.policy.name, caller_id: caller.id, period };
}
