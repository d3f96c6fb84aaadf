import type { TieredModel } from '../mapping/tiered-model';

/** A part of an operation's requests. Requests with the same header `x-router-split-key` belong to the same part. */
export interface SplitVariant {
  /** The variant in receipts and metrics: 1 to 64 letters, digits, `.`, `_` and `-`. */
  readonly name: string;

  /** The route: the first model is the primary, and the rest are fallbacks. */
  readonly route: TieredModel[];

  /** How many percent of the requests belong to the part, from 0 to 100. All weights together are at most 100. */
  readonly weight: number;
}

/** A route for requests that meet a condition. The condition holds if every member of it does; at least one is set. */
export interface ConditionalRoute {
  /** The route: the first model is the primary, and the rest are fallbacks. */
  readonly route: TieredModel[];

  /**
   * The prompt has more tokens, by an estimate of four bytes of text a token.
   *
   * @default - prompts of any length
   */
  readonly promptTokensAbove?: number;

  /**
   * The request is of one of these callers, by the names in their policies.
   *
   * @default - all callers
   */
  readonly caller?: string[];

  /**
   * The header `x-router-metadata` has all of these pairs.
   *
   * @default - any metadata
   */
  readonly metadata?: { [name: string]: string };

  /**
   * The hours of the day, e.g. `22-06` for the time from 22:00 to 06:00.
   *
   * @default - at any time
   */
  readonly hours?: string;

  /**
   * The time zone of `hours`, e.g. `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;

  /**
   * Whether the request asks for a stream.
   *
   * @default - streams and whole answers
   */
  readonly stream?: boolean;
}
