import type { QuotaSettings, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { ServiceTier } from '../mapping/service-tier';
import type { CallerBudget } from './caller-budget';

/** What a caller may do; whatever is left out sets no bound of its own. */
export interface CallerOptions {
  /**
   * How logs, metrics and events name the caller: 1 to 64 letters, digits, ".", "_" and "-".
   *
   * @default - the ID given to `addCaller`
   */
  readonly callerName?: string;

  /**
   * How many requests a second API Gateway lets through, and how many at once; one that is left out is as many as the
   * other.
   *
   * @default - no bound but that of the API
   */
  readonly throttle?: ThrottleSettings;

  /**
   * How many requests a day, week or month API Gateway lets through.
   *
   * @default - no bound
   */
  readonly quota?: QuotaSettings;

  /**
   * What the caller may spend.
   *
   * @default - no bound
   */
  readonly budget?: CallerBudget;

  /**
   * The operations that the caller may name; `direct` stands for calls that name a model.
   *
   * @default - all
   */
  readonly operations?: string[];

  /**
   * The tiers that the caller may ask for, by operation or by itself.
   *
   * @default - all that the router allows
   */
  readonly tiers?: ServiceTier[];

  /**
   * The models that the caller may reach, exactly as routes name them, without a tier.
   *
   * @default - all that the router allows
   */
  readonly models?: string[];
}
