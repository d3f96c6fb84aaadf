import type { BudgetEvent, BudgetTelemetry } from '../../app/budgets/services';
import { METRIC_DIMENSIONS } from '../../contract';
import { describeBudgetEvent } from './describe-budget-event';
import type { LineWriter } from './line-writer';

/** Log lines and EMF metrics of budgets. */
export class CloudWatchBudgetTelemetry implements BudgetTelemetry {
  readonly #lines: LineWriter;

  constructor(lines: LineWriter) {
    this.#lines = lines;
  }

  recordBudgetEvent(event: BudgetEvent): void {
    const { level, message, facts, metric, count, caller } = describeBudgetEvent(event);
    this.#lines[level](message, facts);
    this.#lines.publish({
      timestamp: Date.now(),
      sets: [caller === undefined ? {} : { [METRIC_DIMENSIONS.caller]: caller }],
      metrics: [{ name: metric, unit: 'Count', value: count }],
    });
  }
}
