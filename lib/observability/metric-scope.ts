import type { DimensionsMap } from 'aws-cdk-lib/aws-cloudwatch';
import { DIRECT_OPERATION, METRIC_DIMENSIONS, UNREPORTED_TIER } from '../../lambda/contract';
import { requireOperationName } from '../mapping/operations';
import type { ServiceTier } from '../mapping/service-tier';

/** The requests of a router that a metric covers. */
export class MetricScope {
  /**
   * All requests of the router. CloudWatch bills one more metric for each that is read with this scope; the default alarms
   * already publish `RouterLatency`, `InvocationServerErrors`, `InvocationThrottles` and `TierDowngrades`. Of a router of
   * another app, it has only those that its own app reads.
   */
  static all(): MetricScope {
    return new MetricScope({});
  }

  /**
   * The requests of one operation on one tier.
   *
   * @param operation e.g. `extraction`
   * @param requestedTier the tier that was requested from Bedrock
   */
  static operation(operation: string, requestedTier: ServiceTier): MetricScope {
    requireOperationName(operation);
    return new MetricScope({
      [METRIC_DIMENSIONS.operation]: operation,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    });
  }

  /**
   * The requests on one tier that name a model instead of an operation.
   *
   * @param requestedTier the tier that was requested from Bedrock
   */
  static direct(requestedTier: ServiceTier): MetricScope {
    return new MetricScope({
      [METRIC_DIMENSIONS.operation]: DIRECT_OPERATION,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    });
  }

  /**
   * The requests to one model that requested one tier and were served on the same or another tier.
   *
   * @param baseModelId the model ID or ARN in the route, without a tier
   * @param requestedTier the tier that was requested from Bedrock
   * @param resolvedTier the tier that Bedrock reports in its response
   */
  static model(
    baseModelId: string,
    requestedTier: ServiceTier,
    resolvedTier: ServiceTier,
  ): MetricScope {
    return MetricScope.ofModel(baseModelId, requestedTier, resolvedTier);
  }

  /**
   * The requests to one model for which Bedrock reported no tier: errors, and models without tiers. A model that only a
   * caller named is not included if Bedrock refused it or did not respond.
   *
   * @param baseModelId the model ID or ARN in the route, without a tier
   * @param requestedTier the tier that was requested from Bedrock
   */
  static modelUnreported(baseModelId: string, requestedTier: ServiceTier): MetricScope {
    return MetricScope.ofModel(baseModelId, requestedTier, UNREPORTED_TIER);
  }

  /**
   * The requests of one caller on one tier; only with `RouterAuthorization.keys()`.
   *
   * @param name the name in the caller's policy
   * @param requestedTier the tier that was requested from Bedrock
   */
  static ofCaller(name: string, requestedTier: ServiceTier): MetricScope {
    return new MetricScope({
      [METRIC_DIMENSIONS.caller]: name,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    });
  }

  /**
   * The requests of one operation that a split gave to one of its variants; only where the operation's settings have a
   * split.
   *
   * @param operation e.g. `extraction`
   * @param variant the name in the split, or `mapping` for the requests that the mapping's route got
   */
  static variant(operation: string, variant: string): MetricScope {
    requireOperationName(operation);
    return new MetricScope({
      [METRIC_DIMENSIONS.operation]: operation,
      [METRIC_DIMENSIONS.variant]: variant,
    });
  }

  private static ofModel(model: string, requested: ServiceTier, resolved: string): MetricScope {
    return new MetricScope({
      [METRIC_DIMENSIONS.modelId]: model,
      [METRIC_DIMENSIONS.serviceTier]: requested,
      [METRIC_DIMENSIONS.resolvedServiceTier]: resolved,
    });
  }

  private constructor(
    /** The dimensions in addition to `service`. */
    readonly dimensions: DimensionsMap,
  ) {}

  /** @internal */
  get _isAll(): boolean {
    return Object.keys(this.dimensions).length === 0;
  }
}
