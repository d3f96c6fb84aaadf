import type { QuotaSettings, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { ServiceTier } from '../mapping/service-tier';
import type { CallerBudget } from './caller-budget';

/** The limits of a caller. An option that is undefined sets no limit. */
export interface CallerOptions {
  /**
   * The name of the caller in logs, metrics and events: 1 to 64 letters, digits, ".", "_" and "-".
   *
   * @default - the ID given to `addCaller`
   */
  readonly callerName?: string;

  /**
   * The number of requests per second and the burst that API Gateway allows. If only one of them is set, the other gets
   * the same number.
   *
   * @default - only the limits of the API apply
   */
  readonly throttle?: ThrottleSettings;

  /**
   * The number of requests that API Gateway allows in a day, week or month.
   *
   * @default - no limit
   */
  readonly quota?: QuotaSettings;

  /**
   * The amount that the caller may spend.
   *
   * @default - no limit
   */
  readonly budget?: CallerBudget;

  /**
   * The operations that the caller may use; `direct` stands for requests that name a model.
   *
   * @default - all operations
   */
  readonly operations?: string[];

  /**
   * The tiers that the caller may use, through an operation or by name.
   *
   * @default - all tiers that the router allows
   */
  readonly tiers?: ServiceTier[];

  /**
   * The models that the caller may use, exactly as routes name them, without a tier.
   *
   * @default - all models that the router allows
   */
  readonly models?: string[];
}
