import type { Duration } from 'aws-cdk-lib';
import type { TaskInput, TaskStateBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import type { ServiceTier } from '../mapping/service-tier';

/** Properties of the state of Step Functions that `invokeTask` makes, in addition to those of every task. */
export interface InvokeTaskProps extends TaskStateBaseProps {
  /** The operation, e.g. `extraction`. */
  readonly operation: string;

  /** The body of the request: that of Bedrock's Converse, without `modelId`. */
  readonly body: TaskInput;

  /**
   * The tier to request, as the member `serviceTier` of a body of `TaskInput.fromObject`. It wins over the tier of the
   * route.
   *
   * @default - the tier of the route
   */
  readonly serviceTier?: ServiceTier;

  /**
   * Whether the request fails rather than being served on another tier or by another model.
   *
   * @default false
   */
  readonly strictTier?: boolean;

  /**
   * Texts for the log line of the request and for Bedrock's request metadata, at most eight. They must be known at
   * synthesis.
   *
   * @default - none
   */
  readonly metadata?: { [name: string]: string };

  /**
   * How long the request may take, at most 60 seconds: Step Functions ends a call of API Gateway after that. The router
   * tries its fallbacks within this time.
   *
   * @default Duration.seconds(55)
   */
  readonly requestTimeout?: Duration;

  /**
   * Whether the state repeats the request after a status that another try can change: 429 and 503 up to five times, and
   * 500, 502 and 504 twice, with growing random pauses.
   *
   * @default true
   */
  readonly retryOnServiceExceptions?: boolean;
}
