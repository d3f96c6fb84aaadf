import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { BudgetEvent, BudgetTelemetry } from '../../app/budgets/services';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../../contract';
import { describeBudgetEvent } from './describe-budget-event';

/** Logs and metrics of budgets. Metrics are filled and published in one synchronous step. */
export class PowertoolsBudgetTelemetry implements BudgetTelemetry {
  readonly #logger: Logger;
  readonly #metrics = new Metrics({ namespace: METRIC_NAMESPACE });

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  recordBudgetEvent(event: BudgetEvent): void {
    const { level, message, facts, metric, count, caller } = describeBudgetEvent(event);
    this.#logger[level](message, facts);
    if (caller !== undefined) this.#metrics.addDimension(METRIC_DIMENSIONS.caller, caller);
    this.#metrics.addMetric(metric, 'Count', count);
    this.#metrics.publishStoredMetrics();
  }
}
