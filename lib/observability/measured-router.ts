import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AUTHORIZER_METRICS, CACHE_METRICS, METRICS } from '../../lambda/contract';
import { createMetric } from './create-metric';
import { MeasuredJobs } from './measured-jobs';
import type { MetricScope } from './metric-scope';

/**
 * The metrics that the function publishes in the namespace `BedrockTierRouter`.
 *
 * The function publishes each metric by operation and by model, and also by caller if callers have keys. A
 * {@link MetricScope} selects one of them. `MappingErrors` and the metrics of budgets have no such scope.
 */
export abstract class MeasuredRouter extends MeasuredJobs {
  /**
   * Requests that succeeded. As in AWS/Bedrock, throttled and failed requests have their own metrics.
   *
   * @default - sum over 5 minutes
   */
  metricInvocations(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocations, scope, props);
  }

  /**
   * Milliseconds that Bedrock took for a request until the end of its response. A stream ends when its client has read it.
   *
   * @default - average over 5 minutes
   */
  metricInvocationLatency(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.invocationLatency, scope, props);
  }

  /**
   * Milliseconds from the request to the first chunk of a streamed response.
   *
   * @default - average over 5 minutes
   */
  metricTimeToFirstToken(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.timeToFirstToken, scope, props);
  }

  /**
   * Milliseconds that a request spent in the router, without the time that the router waited for Bedrock.
   *
   * @default - average over 5 minutes
   */
  metricRouterLatency(scope: MetricScope, props?: MetricOptions): Metric {
    return this.measure(METRICS.routerLatency, scope, props);
  }

  /**
   * Requests that were refused with a client error. Throttled requests, and requests without a valid destination, are not
   * included.
   *
   * @default - sum over 5 minutes
   */
  metricInvocationClientErrors(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocationClientErrors, scope, props);
  }

  /**
   * Requests that failed with a server error.
   *
   * @default - sum over 5 minutes
   */
  metricInvocationServerErrors(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.invocationServerErrors, scope, props);
  }

  /**
   * Requests that Bedrock refused with status 429 because a quota was used up.
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
   * Requests that were not served by their first call to Bedrock, but by a fallback or by the same model without the tier.
   *
   * @default - sum over 5 minutes
   */
  metricTierFallbacks(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.tierFallbacks, scope, props);
  }

  /**
   * Requests for which Bedrock served another tier than the call asked for. Fallbacks are not counted; they are
   * `TierFallbacks`.
   *
   * @default - sum over 5 minutes
   */
  metricTierDowngrades(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.tierDowngrades, scope, props);
  }

  /**
   * Calls that Bedrock refused because the model is retired, or because the account or the Region has no access to it. A
   * fallback may have served the request.
   *
   * @default - sum over 5 minutes
   */
  metricUnavailableModels(scope: MetricScope, props?: MetricOptions): Metric {
    return this.count(METRICS.unavailableModels, scope, props);
  }

  /**
   * Failures to read the mapping, the callers' policies or the prices, and values among them that were refused. The last
   * good values stay in effect.
   *
   * @default - sum over 5 minutes
   */
  metricMappingErrors(props?: MetricOptions): Metric {
    return this.countFailures(METRICS.mappingErrors, props);
  }

  /**
   * Failures of the table of cached replies. Requests do without it for some seconds then.
   *
   * @default - sum over 5 minutes
   */
  metricCacheErrors(props?: MetricOptions): Metric {
    return this.countFailures(CACHE_METRICS.cacheErrors, props);
  }

  /**
   * Failures of the function that authorizes callers, which are not the fault of a caller: the keys of the tokens' issuer
   * could not be read, or the function could not start. Only a router with `RouterAuthorization.keys()` or
   * `RouterAuthorization.jwt()` publishes it.
   *
   * @default - sum over 5 minutes
   */
  metricAuthorizerErrors(props?: MetricOptions): Metric {
    return this.countFailures(AUTHORIZER_METRICS.authorizerErrors, props);
  }

  /** Failures of the functions belong to no request. */
  private countFailures(metricName: string, props?: MetricOptions): Metric {
    const { parameterPrefix } = this;
    const defaults = { statistic: Stats.SUM };
    return createMetric({ parameterPrefix, metricName }, { ...defaults, ...props }).attachTo(this);
  }

  private count(metricName: string, scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(metricName, scope, { statistic: Stats.SUM, ...props });
  }

  private measure(metricName: string, scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(metricName, scope, { statistic: Stats.AVERAGE, ...props });
  }
}
