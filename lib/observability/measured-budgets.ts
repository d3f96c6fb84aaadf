import {
  type DimensionsMap,
  type Metric,
  type MetricOptions,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { BUDGET_METRICS, METRIC_DIMENSIONS } from '../../lambda/contract';
import { createMetric } from './create-metric';
import { MeasuredCatalog } from './measured-catalog';

/** The metrics of budgets. Only a router with `RouterAuthorization.keys()` publishes them. */
export abstract class MeasuredBudgets extends MeasuredCatalog {
  /**
   * How often a caller reached 80 or 100 % of its budget.
   *
   * @param callerName the name in the caller's policy
   * @default - sum over 5 minutes
   */
  metricBudgetWarnings(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetWarnings, callerName, props);
  }

  /**
   * Requests of a caller that cost more than was reserved for them.
   *
   * @param callerName the name in the caller's policy
   * @default - sum over 5 minutes
   */
  metricBudgetOverruns(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetOverruns, callerName, props);
  }

  /**
   * Reservations of a caller that were released because their requests never ended.
   *
   * @param callerName the name in the caller's policy
   * @default - sum over 5 minutes
   */
  metricBudgetReleases(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetReleases, callerName, props);
  }

  /**
   * Failed calls to the budget ledger or to EventBridge. The log contains the costs that were not recorded.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetErrors(props?: MetricOptions): Metric {
    return this.sum(BUDGET_METRICS.budgetErrors, {}, props);
  }

  private countOfCaller(metricName: string, callerName: string, props?: MetricOptions): Metric {
    return this.sum(metricName, { [METRIC_DIMENSIONS.caller]: callerName }, props);
  }

  private sum(metricName: string, dimensions: DimensionsMap, props?: MetricOptions): Metric {
    const { parameterPrefix } = this;
    const published = { parameterPrefix, metricName, dimensions };
    return createMetric(published, { statistic: Stats.SUM, ...props }).attachTo(this);
  }
}
