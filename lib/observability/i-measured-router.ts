import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricScope } from './metric-scope';

/** The metrics of a router. {@link MeasuredRouter} says what each counts, and its default statistic. */
export interface IMeasuredRouter {
  /** Requests that succeeded. */
  metricInvocations(scope: MetricScope, props?: MetricOptions): Metric;

  /** Milliseconds that Bedrock took for a request until the end of its response. */
  metricInvocationLatency(scope: MetricScope, props?: MetricOptions): Metric;

  /** Milliseconds from the request to the first chunk of a streamed response. */
  metricTimeToFirstToken(scope: MetricScope, props?: MetricOptions): Metric;

  /** Milliseconds that a request spent in the router, without the time that the router waited for Bedrock. */
  metricRouterLatency(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests that were refused with a client error. */
  metricInvocationClientErrors(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests that failed with a server error. */
  metricInvocationServerErrors(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests that Bedrock refused with status 429 because a quota was used up. */
  metricInvocationThrottles(scope: MetricScope, props?: MetricOptions): Metric;

  /** Input tokens, as Bedrock counts them. */
  metricInputTokenCount(scope: MetricScope, props?: MetricOptions): Metric;

  /** Output tokens, as Bedrock counts them. */
  metricOutputTokenCount(scope: MetricScope, props?: MetricOptions): Metric;

  /** Tokens that the model read from its prompt cache. */
  metricCacheReadInputTokens(scope: MetricScope, props?: MetricOptions): Metric;

  /** Tokens that the model wrote into its prompt cache. */
  metricCacheWriteInputTokens(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests that were not served by their first call to Bedrock, but by a fallback or by the same model without the tier. */
  metricTierFallbacks(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests for which Bedrock served another tier than the call asked for. */
  metricTierDowngrades(scope: MetricScope, props?: MetricOptions): Metric;

  /** Calls that Bedrock refused because the model is retired, or because the account or the Region has no access to it. */
  metricUnavailableModels(scope: MetricScope, props?: MetricOptions): Metric;

  /** Failures to read the mapping, the callers' policies or the prices, and values among them that were refused. */
  metricMappingErrors(props?: MetricOptions): Metric;

  /** Failures of the function that authorizes callers, which are not the fault of a caller. */
  metricAuthorizerErrors(props?: MetricOptions): Metric;

  /** Estimated cost in USD by the price list. */
  metricEstimatedCost(scope: MetricScope, props?: MetricOptions): Metric;

  /** Estimated savings in USD against the default tier of the same model: positive for flex, negative for priority. */
  metricEstimatedSavings(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests whose cost is not known because the model, its tier, its latency mode or one kind of tokens has no price. */
  metricUnpricedInvocations(scope: MetricScope, props?: MetricOptions): Metric;

  /** Requests that a model answered without reporting all that it used, such as a stream whose client left. */
  metricUnknownUsageInvocations(scope: MetricScope, props?: MetricOptions): Metric;

  /** Jobs that were accepted. */
  metricJobsQueued(scope: MetricScope, props?: MetricOptions): Metric;

  /** Jobs that ended with an answer. */
  metricJobsSucceeded(scope: MetricScope, props?: MetricOptions): Metric;

  /** Jobs that ended without an answer, except those that somebody stopped. */
  metricJobsFailed(scope: MetricScope, props?: MetricOptions): Metric;

  /** Jobs that their callers stopped, or an operator their executions. */
  metricJobsStopped(scope: MetricScope, props?: MetricOptions): Metric;

  /** Milliseconds from the submission of a job to its end. */
  metricJobWait(scope: MetricScope, props?: MetricOptions): Metric;

  /** Milliseconds from the submission of a job to each of its attempts. */
  metricJobAge(scope: MetricScope, props?: MetricOptions): Metric;

  /** How often a caller reached 80 or 100 % of its budget. */
  metricBudgetWarnings(callerName: string, props?: MetricOptions): Metric;

  /** Requests of a caller that cost more than was reserved for them. */
  metricBudgetOverruns(callerName: string, props?: MetricOptions): Metric;

  /** Reservations of a caller that were released because their requests never ended. */
  metricBudgetReleases(callerName: string, props?: MetricOptions): Metric;

  /** Failed calls to the budget ledger or to EventBridge. */
  metricBudgetErrors(props?: MetricOptions): Metric;

  /** Days until Bedrock stops serving the first of the models that the routes name. */
  metricDaysToEndOfLife(props?: MetricOptions): Metric;

  /** Failures of the refresh of the catalog. */
  metricCatalogErrors(props?: MetricOptions): Metric;
}
