import {
  type DimensionsMap,
  type Metric,
  type MetricOptions,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { BUDGET_METRICS, METRIC_DIMENSIONS } from '../../lambda/contract';
import { readMetric } from './read-metric';

/** The metrics of budgets; only a router whose callers have keys publishes them. */
export abstract class MeasuredBudgets extends Construct {
  /**
   * Times that a caller, as its policy names it, reached 80 or 100 % of its budget.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetWarnings(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetWarnings, callerName, props);
  }

  /**
   * Requests of a caller, as its policy names it, that cost more than was set aside for them.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetOverruns(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetOverruns, callerName, props);
  }

  /**
   * Reservations of requests of a caller, as its policy names it, that never came back, released.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetReleases(callerName: string, props?: MetricOptions): Metric {
    return this.countOfCaller(BUDGET_METRICS.budgetReleases, callerName, props);
  }

  /**
   * Times that the ledger of budgets, or EventBridge, could not be reached. What was spent meanwhile is in the log.
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
    return readMetric(metricName, dimensions, { statistic: Stats.SUM, ...props }).attachTo(this);
  }
}
