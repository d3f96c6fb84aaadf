import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CACHE_METRICS, METRICS } from '../../lambda/contract';
import { MeasuredBudgets } from './measured-budgets';
import type { MetricScope } from './metric-scope';

/** The metrics of what requests cost, and of requests whose cost is not known. */
export abstract class MeasuredCosts extends MeasuredBudgets {
  /**
   * Estimated cost in USD by the price list. Requests without a known price or a known usage are not included.
   *
   * @default - sum over 5 minutes
   */
  metricEstimatedCost(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(METRICS.estimatedCost, scope, props);
  }

  /**
   * Estimated savings in USD against the default tier of the same model: positive for flex, negative for priority.
   *
   * @default - sum over 5 minutes
   */
  metricEstimatedSavings(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(METRICS.estimatedSavings, scope, props);
  }

  /**
   * Requests whose cost is not known because the model, its tier, its latency mode or one kind of tokens has no price.
   *
   * @default - sum over 5 minutes
   */
  metricUnpricedInvocations(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(METRICS.unpricedInvocations, scope, props);
  }

  /**
   * Requests that a model answered without reporting all that it used, such as a stream whose client left.
   *
   * @default - sum over 5 minutes
   */
  metricUnknownUsageInvocations(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(METRICS.unknownUsageInvocations, scope, props);
  }

  /**
   * Requests that a cached reply answered. They are not in `Invocations`.
   *
   * @default - sum over 5 minutes
   */
  metricCacheHits(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(CACHE_METRICS.cacheHits, scope, props);
  }

  /**
   * What these would have cost in USD by the price list. It is not in `EstimatedSavings`.
   *
   * @default - sum over 5 minutes
   */
  metricCacheSavings(scope: MetricScope, props?: MetricOptions): Metric {
    return this.sumOf(CACHE_METRICS.cacheSavings, scope, props);
  }

  private sumOf(metricName: string, scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(metricName, scope, { statistic: Stats.SUM, ...props });
  }
}
