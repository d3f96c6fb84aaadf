import type { Duration } from 'aws-cdk-lib';
import type { OperationSettings } from '../settings/operation-settings';
import type { ServiceTier } from './service-tier';
import type { TieredModel } from './tiered-model';

/** The tier mapping of a {@link BedrockTierRouter}, and the limits of the changes that operators may make. */
export interface RouterMappingOptions {
  /**
   * The route of each operation: one or more models, of which the first is the primary and the rest are fallbacks.
   * A deployment writes each route into a parameter.
   *
   * Operators override a route under `<parameterPrefix>/overrides/operations/<operation>`. No deployment writes there.
   *
   * @default - `classification` on Nova 2 Lite's priority tier, `extraction` on its flex tier and `assessment` on its
   * default tier, all through the US inference profile
   */
  readonly operations?: { [operation: string]: TieredModel[] };

  /**
   * What holds for an operation besides its route; `direct` for calls that name a model. A deployment writes each value
   * into a parameter.
   *
   * Operators override a value as a whole under `<parameterPrefix>/overrides/settings/<operation>`.
   *
   * @default - no operation has settings
   */
  readonly settings?: { [operation: string]: OperationSettings };

  /**
   * The models that a route may name, as base model IDs, inference profile IDs or ARNs without a tier. The function's
   * role can invoke only these. `['*']` allows every model. An ARN of a prompt or a prompt router also needs permissions
   * on the models that it refers to; add them with `router.function.addToRolePolicy`.
   *
   * @default - the models of `operations` and `settings`: an operator can change the tier of a model, but cannot add a model
   */
  readonly allowedModels?: string[];

  /**
   * The tiers that a route or a request may ask for. The function's role allows only these.
   *
   * @default - all tiers
   */
  readonly allowedTiers?: ServiceTier[];

  /**
   * The first part of the names of the router's parameters. The route of an operation is at
   * `<parameterPrefix>/operations/<operation>`. Without its first slash, it is the router's name in metrics and logs.
   * Two routers in the same account and Region need different prefixes. The function reads every parameter below the
   * prefix, so no other router and no other application may use one below it.
   *
   * @default '/bedrock-tier-router'
   */
  readonly parameterPrefix?: string;

  /**
   * How long the function uses a mapping before it reads Parameter Store again, in whole seconds, from 1 to 86,400. A
   * changed parameter takes effect after this time while requests keep coming, and after twice this time in any case. A
   * longer time makes fewer calls to Parameter Store, whose default quota is 40 calls per second for an account and Region.
   *
   * @default Duration.seconds(30)
   */
  readonly mappingMaxAge?: Duration;
}
