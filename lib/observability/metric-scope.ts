import type { DimensionsMap } from 'aws-cdk-lib/aws-cloudwatch';
import { DIRECT_OPERATION, METRIC_DIMENSIONS, UNREPORTED_TIER } from '../../lambda/contract';
import { requireOperationName } from '../mapping/operations';
import type { ServiceTier } from '../mapping/service-tier';

/** Which of a router's requests a metric counts. */
export class MetricScope {
  /**
   * The requests of one operation on one tier.
   *
   * @param operation e.g. `extraction`
   * @param requestedTier the tier that was asked of Bedrock
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
   * @param requestedTier the tier that was asked of Bedrock
   */
  static direct(requestedTier: ServiceTier): MetricScope {
    return new MetricScope({
      [METRIC_DIMENSIONS.operation]: DIRECT_OPERATION,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    });
  }

  /**
   * The requests to one model that were asked for one tier and served on the same or another.
   *
   * @param baseModelId as the route names it, without a tier
   * @param requestedTier the tier that was asked of Bedrock
   * @param resolvedTier the tier that Bedrock says it served
   */
  static model(
    baseModelId: string,
    requestedTier: ServiceTier,
    resolvedTier: ServiceTier,
  ): MetricScope {
    return MetricScope.ofModel(baseModelId, requestedTier, resolvedTier);
  }

  /**
   * The requests to one model for which Bedrock reported no tier: errors, and models that know none. What a caller named
   * itself is not among them where Bedrock refused it, or never answered.
   *
   * @param baseModelId as the route names it, without a tier
   * @param requestedTier the tier that was asked of Bedrock
   */
  static modelUnreported(baseModelId: string, requestedTier: ServiceTier): MetricScope {
    return MetricScope.ofModel(baseModelId, requestedTier, UNREPORTED_TIER);
  }

  /**
   * The requests of one caller on one tier; only where callers are told apart.
   *
   * @param name of the caller, as its policy has it
   * @param requestedTier the tier that was asked of Bedrock
   */
  static ofCaller(name: string, requestedTier: ServiceTier): MetricScope {
    return new MetricScope({
      [METRIC_DIMENSIONS.caller]: name,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
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
    /** The dimensions beside `service`. */
    readonly dimensions: DimensionsMap,
  ) {}
}
