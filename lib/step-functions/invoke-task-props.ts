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
   * tries its fallbacks within this time. A job has a `deadline` instead.
   *
   * @default Duration.seconds(55)
   */
  readonly requestTimeout?: Duration;

  /**
   * Whether the request is a job, whose answer may take hours; only with `jobs` of the router. The state waits for its end
   * with a task token. Its result then has the members `jobId`, `status`, `location`, `receipt` and, up to 256,000 bytes,
   * `response`. If the job fails, the state fails with the code of the job's error. With JSONata, set `queryLanguage` of
   * the state.
   *
   * @default false
   */
  readonly asJob?: boolean;

  /**
   * When an answer is of no use any more, from the submission on, in whole seconds up to 7 days; only with `asJob`. Unless
   * `taskTimeout` is set, the state fails an hour after it.
   *
   * @default - the deadline of `RouterJobs.durable()`; the state then fails after 7 days and an hour
   */
  readonly deadline?: Duration;

  /**
   * Whether the state repeats the request after a status that another try can change: 429 and 503 up to five times, and
   * 500, 502 and 504 twice, with growing random pauses.
   *
   * @default true
   */
  readonly retryOnServiceExceptions?: boolean;
}
