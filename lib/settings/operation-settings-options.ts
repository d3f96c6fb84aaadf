import type { Duration } from 'aws-cdk-lib';
import type { GuardrailSettings } from './guardrail-settings';
import type { ConditionalRoute, SplitVariant } from './routed-settings';

/** What holds for an operation besides its route. docs/settings.md describes each member. */
export interface OperationSettingsOptions {
  /**
   * Parts of the requests that get other routes.
   *
   * @default - all requests get the operation's route
   */
  readonly split?: SplitVariant[];

  /**
   * Conditions with routes of their own. The first condition that holds decides, before `split`.
   *
   * @default - no conditions
   */
  readonly when?: ConditionalRoute[];

  /**
   * Members of a Converse body for requests that lack them, e.g. `{ inferenceConfig: { maxTokens: 2048 } }`.
   *
   * @default - nothing is filled in
   */
  readonly defaults?: { [member: string]: unknown };

  /**
   * Members of a Converse body for every request, whatever the caller wrote.
   *
   * @default - nothing is replaced
   */
  readonly set?: { [member: string]: unknown };

  /**
   * Whether the router marks the parts of a prompt that the model caches.
   *
   * @default PromptCaching.OFF
   */
  readonly promptCaching?: PromptCaching;

  /**
   * Whether the router asks streams of Chat Completions for their usage, so that their cost is known. Clients get one more
   * chunk then, which has no choices.
   *
   * @default false
   */
  readonly streamUsage?: boolean;

  /**
   * How much a model may think before it answers.
   *
   * @default - as the caller asks
   */
  readonly thinking?: ThinkingSettings;

  /**
   * The guardrail that is applied to every request; one of the option `guardrails`.
   *
   * @default - as the caller asks
   */
  readonly guardrail?: GuardrailSettings;

  /**
   * How long equal requests get the same answer without a call of Bedrock.
   *
   * @default - nothing is cached
   */
  readonly cache?: ReplyCacheSettings;

  /**
   * How often the same model is called.
   *
   * @default - twice, the second time after a status of 500, 502, 503 or 504
   */
  readonly retry?: RetrySettings;

  /**
   * Time limits in place of the router's.
   *
   * @default - the limits of the router
   */
  readonly timeouts?: TimeoutSettings;

  /**
   * When a job also asks the fallbacks of its route.
   *
   * @default - after two thirds of the time to its deadline
   */
  readonly jobs?: JobSettings;
}

/** Who places cache points into a prompt. */
export enum PromptCaching {
  /** The router, where the model caches, the prompt is long enough and the caller placed none. */
  AUTO = 'auto',

  /** The caller. */
  OFF = 'off',
}

/** The thinking of a model. */
export interface ThinkingSettings {
  /** The most tokens of thinking, at least 1,024. */
  readonly budgetTokens: number;

  /**
   * Whether the model may also think between calls of tools.
   *
   * @default - as the model does
   */
  readonly interleaved?: boolean;
}

/** A cache of whole answers. */
export interface ReplyCacheSettings {
  /** How long an answer is used, in whole seconds, at most 30 days. */
  readonly maxAge: Duration;

  /**
   * Who shares cached answers.
   *
   * @default ReplyCacheScope.CALLER
   */
  readonly scope?: ReplyCacheScope;
}

/** Who shares cached answers. */
export enum ReplyCacheScope {
  /** The requests of one caller. */
  CALLER = 'caller',

  /** All requests of the operation. */
  OPERATION = 'operation',
}

/** The calls of one model within a request. */
export interface RetrySettings {
  /** The most calls of one model, from 1 to 5, the first among them. */
  readonly attempts: number;

  /**
   * The statuses after which the same model is called again: 429, 500, 502, 503 or 504. A call that was not delivered is
   * repeated in any case.
   *
   * @default - 500, 502, 503 and 504
   */
  readonly onStatuses?: number[];
}

/** The jobs of an operation. */
export interface JobSettings {
  /**
   * The part of a job's time in which it asks the primary alone: 0 asks the fallbacks at once, and 1 never.
   */
  readonly escalateAfter: number;
}

/** Time limits of the requests of an operation. None is longer than the router's own. */
export interface TimeoutSettings {
  /**
   * The time to the first byte of a stream, at most 15 minutes.
   *
   * @default - `firstByteTimeouts` of the router
   */
  readonly firstByte?: Duration;

  /**
   * The longest silence of a stream, at most 290 seconds.
   *
   * @default - `requestTimeout` of the router
   */
  readonly idle?: Duration;

  /**
   * The time to the end of the answer, at most 15 minutes.
   *
   * @default - `requestTimeout` of the router to the start of a stream, and the function's time to its end
   */
  readonly whole?: Duration;
}
