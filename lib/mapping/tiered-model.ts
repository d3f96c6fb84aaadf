import { Token } from 'aws-cdk-lib';
import { formatTieredModelId, parseTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { isDummy, writeDummyModel } from '../cdk/is-known';
import { ServiceTier } from './service-tier';

/**
 * A Bedrock model and the service tier to request.
 *
 * | code                                                            | parameter value                   |
 * |-----------------------------------------------------------------|-----------------------------------|
 * | `TieredModel.NOVA_2_LITE_US`                                    | `us.amazon.nova-2-lite-v1:0`      |
 * | `TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX)`         | `us.amazon.nova-2-lite-v1:0:flex` |
 * | `TieredModel.of('google.gemma-3-27b-it', ServiceTier.PRIORITY)` | `google.gemma-3-27b-it:priority`  |
 * | `TieredModel.fromText('google.gemma-3-27b-it:flex')`            | `google.gemma-3-27b-it:flex`      |
 * | `TieredModel.NOVA_2_LITE_US.withConnection('partner')`          | `us.amazon.nova-2-lite-v1:0@partner` |
 */
export class TieredModel {
  /** Amazon Nova 2 Lite through the US inference profile. Requests stay in US Regions. */
  static readonly NOVA_2_LITE_US = TieredModel.of('us.amazon.nova-2-lite-v1:0');

  /** Amazon Nova 2 Lite through the global inference profile. Any Region may serve a request, at the lowest price. */
  static readonly NOVA_2_LITE_GLOBAL = TieredModel.of('global.amazon.nova-2-lite-v1:0');

  /**
   * Creates a tiered model from a model and a tier.
   *
   * @param baseModelId a model ID, an inference profile ID or an ARN, without a tier suffix. A token, such as the ARN of
   * a profile in the same stack, is treated as the ARN of an inference profile.
   * @param tier the tier to request; `ServiceTier.DEFAULT` if undefined
   */
  static of(baseModelId: string, tier: ServiceTier = ServiceTier.DEFAULT): TieredModel {
    if (isDummy(baseModelId)) return new TieredModel(writeDummyModel(baseModelId), tier);
    if (!Token.isUnresolved(baseModelId)) requireNoSuffix(baseModelId);
    return new TieredModel(baseModelId, tier);
  }

  /**
   * Creates a tiered model from a tiered model ID, as the value of a parameter contains it.
   *
   * @param text e.g. `us.amazon.nova-2-lite-v1:0:flex`; no suffix means the tier `default`. A token is refused.
   */
  static fromText(text: string): TieredModel {
    if (Token.isUnresolved(text)) {
      throw new Error(
        'TieredModel.fromText reads a tier suffix at synthesis, got a value that is known only at deployment; ' +
          'use TieredModel.of(modelId, tier)',
      );
    }
    if (isDummy(text)) return new TieredModel(writeDummyModel(text), ServiceTier.DEFAULT);
    const { baseModelId, tier, connection } = parseTieredModelId(text);
    return new TieredModel(baseModelId, tier as ServiceTier, connection);
  }

  private constructor(
    /** The model ID, inference profile ID or ARN that Bedrock is called with, without a tier. */
    readonly baseModelId: string,
    /** The tier to request. */
    readonly tier: ServiceTier,
    /** The name of the connection to call it through; undefined for the router's own account, Region and endpoint. */
    readonly connection?: string,
  ) {}

  /** Returns the same model with another tier. */
  withTier(tier: ServiceTier): TieredModel {
    return new TieredModel(this.baseModelId, tier, this.connection);
  }

  /**
   * Returns the same model and tier, called through a connection of the router.
   *
   * @param connection its name in the option `connections`
   */
  withConnection(connection: string): TieredModel {
    return new TieredModel(this.baseModelId, this.tier, connection);
  }

  /** Returns the tiered model ID, as the value of a parameter contains it. The tier `default` has no suffix. */
  toString(): string {
    return formatTieredModelId(this);
  }
}

function requireNoSuffix(baseModelId: string): void {
  const read = parseTieredModelId(baseModelId);
  if (read.baseModelId === baseModelId) return;
  throw new Error(
    `TieredModel.of takes a model ID without a tier or a connection, got "${baseModelId}"; ` +
      `use TieredModel.of('${read.baseModelId}', tier) or TieredModel.fromText('${baseModelId}')`,
  );
}
