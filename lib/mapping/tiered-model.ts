import { Token } from 'aws-cdk-lib';
import { formatTieredModelId, parseTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { ServiceTier } from './service-tier';

/**
 * A Bedrock model, and the service tier to ask of it.
 *
 * | written                                                         | stored as                         |
 * |-----------------------------------------------------------------|-----------------------------------|
 * | `TieredModel.NOVA_2_LITE_US`                                    | `us.amazon.nova-2-lite-v1:0`      |
 * | `TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX)`         | `us.amazon.nova-2-lite-v1:0:flex` |
 * | `TieredModel.of('google.gemma-3-27b-it', ServiceTier.PRIORITY)` | `google.gemma-3-27b-it:priority`  |
 * | `TieredModel.fromText('google.gemma-3-27b-it:flex')`            | `google.gemma-3-27b-it:flex`      |
 */
export class TieredModel {
  /** Amazon Nova 2 Lite through the US inference profile: the data stays in US Regions. */
  static readonly NOVA_2_LITE_US = TieredModel.of('us.amazon.nova-2-lite-v1:0');

  /** Amazon Nova 2 Lite through the global inference profile: any Region may serve, at the lowest price. */
  static readonly NOVA_2_LITE_GLOBAL = TieredModel.of('global.amazon.nova-2-lite-v1:0');

  /**
   * A model and its tier.
   *
   * @param baseModelId a model ID, an inference profile ID or an ARN, without a tier suffix. A value that is only
   * known at deployment, such as the ARN of a profile in the same stack, is taken for an inference profile's ARN.
   * @param tier `ServiceTier.DEFAULT` where left out
   */
  static of(baseModelId: string, tier: ServiceTier = ServiceTier.DEFAULT): TieredModel {
    if (!Token.isUnresolved(baseModelId)) requireNoSuffix(baseModelId);
    return new TieredModel(baseModelId, tier);
  }

  /**
   * Reads a model ID with or without a tier suffix, as a parameter's value would hold it.
   *
   * @param text e.g. `us.amazon.nova-2-lite-v1:0:flex`; no suffix means the tier `default`
   */
  static fromText(text: string): TieredModel {
    if (Token.isUnresolved(text)) {
      throw new Error(
        'TieredModel.fromText reads a tier suffix at synthesis, got a value that is only known at deployment; ' +
          'use TieredModel.of(modelId, tier)',
      );
    }
    const { baseModelId, tier } = parseTieredModelId(text);
    return new TieredModel(baseModelId, tier as ServiceTier);
  }

  private constructor(
    /** What Bedrock knows: a model ID, an inference profile ID or an ARN, without a tier. */
    readonly baseModelId: string,
    /** The tier asked of Bedrock. */
    readonly tier: ServiceTier,
  ) {}

  /** The same model on another tier. */
  withTier(tier: ServiceTier): TieredModel {
    return new TieredModel(this.baseModelId, tier);
  }

  /** The tiered model ID, as a parameter's value holds it; `default` is the absence of a suffix. */
  toString(): string {
    return formatTieredModelId(this);
  }
}

function requireNoSuffix(baseModelId: string): void {
  const read = parseTieredModelId(baseModelId);
  if (read.baseModelId === baseModelId) return;
  throw new Error(
    `TieredModel.of takes a model ID without a tier, got "${baseModelId}"; ` +
      `use TieredModel.of('${read.baseModelId}', tier) or TieredModel.fromText('${baseModelId}')`,
  );
}
