import {
  type DimensionsMap,
  type Metric,
  type MetricOptions,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../lambda/contract';
import { MeasuredBudgets } from './measured-budgets';
import type { MetricScope } from './metric-scope';
import { readMetric } from './read-metric';

/**
 * The metrics that the function publishes, in the namespace `BedrockTierRouter`.
 *
 * Each but `MappingErrors`, and those of budgets, is published by operation and by model, and by caller where callers
 * are told apart; a {@link MetricScope} says which to read.
 */
export abstract class MeasuredRouter extends MeasuredBudgets {
  /**
   * Requests that succeeded. As in AWS/Bedrock, throttled and failed ones are counted apart, each under its own name.
   *
   * @default - sum over 5 minutes
   */
  metricInvocations(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocations, scope, props);
  }

  /**
   * Milliseconds that Bedrock took for a request, to the end of its answer; a stream goes on at its client's pace.
   *
   * @default - average over 5 minutes
   */
  metricInvocationLatency(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.invocationLatency, scope, props);
  }

  /**
   * Milliseconds from the request to the first piece of a streamed answer.
   *
   * @default - average over 5 minutes
   */
  metricTimeToFirstToken(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.timeToFirstToken, scope, props);
  }

  /**
   * Milliseconds that a request spent in the router and not waiting for Bedrock.
   *
   * @default - average over 5 minutes
   */
  metricRouterLatency(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.routerLatency, scope, props);
  }

  /**
   * Requests with a destination that were refused as the caller's fault; throttled ones are counted apart.
   *
   * @default - sum over 5 minutes
   */
  metricInvocationClientErrors(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocationClientErrors, scope, props);
  }

  /**
   * Requests that failed on Bedrock's side.
   *
   * @default - sum over 5 minutes
   */
  metricInvocationServerErrors(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocationServerErrors, scope, props);
  }

  /**
   * Requests that Bedrock refused for lack of quota, with status 429.
   *
   * @default - sum over 5 minutes
   */
  metricInvocationThrottles(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocationThrottles, scope, props);
  }

  /**
   * Input tokens, as Bedrock counts them.
   *
   * @default - sum over 5 minutes
   */
  metricInputTokenCount(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.inputTokenCount, scope, props);
  }

  /**
   * Output tokens, as Bedrock counts them.
   *
   * @default - sum over 5 minutes
   */
  metricOutputTokenCount(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.outputTokenCount, scope, props);
  }

  /**
   * Tokens that the model read from its prompt cache.
   *
   * @default - sum over 5 minutes
   */
  metricCacheReadInputTokens(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.cacheReadInputTokens, scope, props);
  }

  /**
   * Tokens that the model wrote into its prompt cache.
   *
   * @default - sum over 5 minutes
   */
  metricCacheWriteInputTokens(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.cacheWriteInputTokens, scope, props);
  }

  /**
   * Requests that another call served than the first: where the model does not take the tier, the one without it.
   *
   * @default - sum over 5 minutes
   */
  metricTierFallbacks(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.tierFallbacks, scope, props);
  }

  /**
   * Requests that Bedrock served on another tier than the one asked for.
   *
   * @default - sum over 5 minutes
   */
  metricTierDowngrades(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.tierDowngrades, scope, props);
  }

  /**
   * USD that the requests cost by the price list; requests to models without a known price are left out.
   *
   * @default - sum over 5 minutes
   */
  metricEstimatedCost(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.estimatedCost, scope, props);
  }

  /**
   * USD saved against the default tier of the same model: positive for flex, negative for priority.
   *
   * @default - sum over 5 minutes
   */
  metricEstimatedSavings(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.estimatedSavings, scope, props);
  }

  /**
   * Times that the mapping, the callers' policies or the prices could not be read, and those of them that were refused.
   * The last good ones stay in force.
   *
   * @default - sum over 5 minutes
   */
  metricMappingErrors(props?: MetricOptions): Metric {
    return this.metric(METRICS.mappingErrors, {}, { statistic: Stats.SUM, ...props });
  }

  private count(metricName: string, scope: MetricScope, props?: MetricOptions): Metric {
    return this.metric(metricName, scope.dimensions, { statistic: Stats.SUM, ...props });
  }

  private measure(metricName: string, scope: MetricScope, props?: MetricOptions): Metric {
    return this.metric(metricName, scope.dimensions, { statistic: Stats.AVERAGE, ...props });
  }

  private metric(metricName: string, dimensions: DimensionsMap, props: MetricOptions): Metric {
    return readMetric(metricName, dimensions, props).attachTo(this);
  }
}
