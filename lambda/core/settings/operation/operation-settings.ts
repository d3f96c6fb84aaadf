import type { JsonObject } from '../../json/json-object';
import type { Route } from '../../routing/route';

/** What holds for an operation besides its route, as its parameter says. A member that is undefined changes nothing. */
export interface OperationSettings {
  /** Parts of the requests that other routes than the mapping's get, and how many percent each part is. */
  readonly split?: readonly SplitVariant[] | undefined;
  /** In order: the first whose condition holds gives the route. */
  readonly when?: readonly ConditionalRoute[] | undefined;
  /** Members of a Converse body for requests that lack them. */
  readonly defaults?: JsonObject | undefined;
  /** Members of a Converse body for all requests, whatever the caller wrote. */
  readonly set?: JsonObject | undefined;
  readonly promptCaching?: 'auto' | 'off' | undefined;
  /** Whether streams of Chat Completions are asked for their usage. */
  readonly streamUsage?: boolean | undefined;
  readonly thinking?: ThinkingSettings | undefined;
  readonly guardrail?: GuardrailSettings | undefined;
  readonly cache?: ReplyCacheSettings | undefined;
  readonly retry?: RetrySettings | undefined;
  readonly timeouts?: TimeoutSettings | undefined;
  readonly jobs?: JobSettings | undefined;
}

export interface SplitVariant {
  /** In receipts and metrics. */
  readonly name: string;
  readonly route: Route;
  /** Percent of the requests. The mapping's route gets what all weights together leave. */
  readonly weight: number;
}

/** The variant of requests that get the mapping's route although there is a split. */
export const MAPPING_VARIANT = 'mapping';

export interface ConditionalRoute {
  readonly if: RouteCondition;
  readonly route: Route;
}

/** Holds if every member does. At least one member is defined. */
export interface RouteCondition {
  /** Holds for prompts that may be longer. */
  readonly promptTokensAbove?: number | undefined;
  /** Names of callers in their policies. */
  readonly caller?: readonly string[] | undefined;
  /** Pairs that the request's metadata must all have. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly hours?: HourRange | undefined;
  /** A name of the IANA database; UTC if undefined. */
  readonly timeZone?: string | undefined;
  /** Whether the request asks for a stream. */
  readonly stream?: boolean | undefined;
}

/** From the beginning of one hour to the beginning of another; past midnight if `from` is the later one. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

export interface ThinkingSettings {
  readonly budgetTokens: number;
  readonly interleaved?: boolean | undefined;
}

export interface GuardrailSettings {
  readonly id: string;
  /** `DRAFT` or a number. */
  readonly version: string;
  readonly trace?: 'enabled' | 'disabled' | 'enabled_full' | undefined;
}

export interface ReplyCacheSettings {
  readonly mode: 'simple';
  readonly maxAgeSeconds: number;
  /** Who shares a cached reply: the requests of one caller, or all of the operation. */
  readonly scope: 'caller' | 'operation';
}

/** How often one candidate is called. */
export interface RetrySettings {
  /** Calls of one candidate in all, the first among them. */
  readonly attempts: number;
  /** After answers with these statuses, and after calls that were not delivered. */
  readonly onStatuses: readonly number[];
}

/** The retries of an operation without such settings. */
export const DEFAULT_RETRY = {
  attempts: 2,
  onStatuses: [500, 502, 503, 504],
} as const satisfies RetrySettings;

export interface TimeoutSettings {
  /** Until the first byte of a stream, on every tier. */
  readonly firstByteSeconds?: number | undefined;
  /** Between two pieces of a stream. */
  readonly idleSeconds?: number | undefined;
  /** Until the end of the whole request. */
  readonly wholeSeconds?: number | undefined;
}

export interface JobSettings {
  /** The part of a job's time in which only the primary is asked: 0 asks the fallbacks at once, 1 never. */
  readonly escalateAfter: number;
}

/** The statuses that settings may name for retries. */
export const RETRY_STATUSES = [429, 500, 502, 503, 504] as const;
