import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { BudgetEvent, BudgetTelemetry } from '../../app/bookkeeping/bookkeeping';
import { BUDGET_METRICS, METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../../contract';
import type { Caller } from '../../core/callers/caller-policy';
import { describeFailure } from './describe-cause';

/** Logs and metrics of budgets. Metrics are filled and published without giving up the thread in between. */
export class PowertoolsBudgetTelemetry implements BudgetTelemetry {
  readonly #logger: Logger;
  readonly #metrics = new Metrics({ namespace: METRIC_NAMESPACE });

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  recordBudgetEvent(event: BudgetEvent): void {
    switch (event.kind) {
      case 'threshold-reached': {
        const { caller, ...notice } = event.notice;
        this.#logger.warn('Budget threshold reached', {
          caller,
          caller_id: notice.callerId,
          period: notice.period,
          limit_usd: notice.limitUsd,
          spent_usd: notice.spentUsd,
          threshold: notice.threshold,
        });
        return this.#count(BUDGET_METRICS.budgetWarnings, 1, caller);
      }
      case 'overrun':
        this.#logger.warn('Request cost more than was reserved', {
          ...describeAccount(event),
          reserved_usd: event.reservedUsd,
          charged_usd: event.chargedUsd,
        });
        return this.#count(BUDGET_METRICS.budgetOverruns, 1, event.caller.policy.name);
      case 'released':
        this.#logger.warn('Reservations of requests that never came back are released', {
          ...describeAccount(event),
          count: event.count,
          released_usd: event.usd,
        });
        return this.#count(BUDGET_METRICS.budgetReleases, event.count, event.caller.policy.name);
      case 'unavailable':
        this.#logger.error(UNAVAILABLE[event.step], {
          ...describeAccount(event),
          unrecorded_usd: event.unrecordedUsd,
          cause: describeFailure(event.cause),
        });
        return this.#count(BUDGET_METRICS.budgetErrors, 1);
      default:
        event satisfies never;
    }
  }

  #count(name: string, value: number, caller?: string): void {
    if (caller !== undefined) this.#metrics.addDimension(METRIC_DIMENSIONS.caller, caller);
    this.#metrics.addMetric(name, 'Count', value);
    this.#metrics.publishStoredMetrics();
  }
}

const UNAVAILABLE = {
  reserve: 'Budget ledger unavailable; the policy of the caller decides',
  settle: 'Spending could not be written down',
  warn: 'Budget warning could not be told',
} as const;

function describeAccount({ caller, period }: { readonly caller: Caller; readonly period: string }) {
  return { caller: caller.policy.name, caller_id: caller.id, period };
}
