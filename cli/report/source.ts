import type { ReceiptField } from '../../lambda/core/receipts/receipt-line';
import type { ClientConfig } from '../aws/client-options';

export const GROUPING_NAMES = [
  'caller',
  'operation',
  'tier',
  'resolved_tier',
  'model',
  'variant',
] as const;
export type GroupingName = (typeof GROUPING_NAMES)[number];
/** `metadata.team` groups by the value that callers give to `team`. */
export type Grouping = GroupingName | `metadata.${string}`;

/** Grouping → the member of a receipt. */
export const GROUPINGS: Readonly<Record<GroupingName, ReceiptField>> = {
  caller: 'caller',
  operation: 'operation',
  tier: 'requested_tier',
  resolved_tier: 'resolved_tier',
  model: 'model_id',
  variant: 'variant',
};

/** Undefined for the groupings that have a name. */
export function readMetadataKey(grouping: string): string | undefined {
  return /^metadata\.(.+)$/s.exec(grouping)?.[1];
}

export function isGroupingName(grouping: string): grouping is GroupingName {
  return GROUPING_NAMES.some((name) => name === grouping);
}

export const FORMATS = ['table', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export type ReceiptsLocation =
  | {
      readonly kind: 'log-group';
      readonly names: readonly string[];
      readonly clientConfig?: ClientConfig;
    }
  /** A path, or `-` for standard input. */
  | { readonly kind: 'file'; readonly path: string };

/** In whole seconds, as CloudWatch Logs Insights takes them. Both ends are included. Undefined is no limit. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

export interface ReportQuestion {
  readonly groupings: readonly Grouping[];
  readonly period: Period;
}

/** Sums over requests. Amounts are in units of 10⁻¹⁴ USD. */
export interface ReportFigures {
  /** Requests that were routed to a model. */
  readonly requests: number;
  /** Requests with a status of 400 or more. */
  readonly errors: number;
  /** Without the tokens that were read from or written to a cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  /** Requests whose cost is in the sum. */
  readonly priced: number;
  /** Requests whose usage has no price. Their cost is in no sum. */
  readonly unpriced: number;
  /** Requests that were served without saying what they used. Their cost is in no sum. */
  readonly unknownUsage: number;
  /** Requests that Bedrock answered, whose cost is in the sum, and whose savings are not: the default tier has no price. */
  readonly unsaved: number;
  /** Calls without a reply, which Bedrock may bill. Their cost is in no sum. */
  readonly lostAttempts: number;
  /** Requests that a cached reply answered. Their cost, 0, is in the sum. */
  readonly cacheHits: number;
  /** Requests that are attempts of jobs. */
  readonly jobAttempts: number;
  /** What they would have cost. It is in no other sum. */
  readonly cacheSavingsUnits: bigint;
  readonly costUnits: bigint;
  readonly savingsUnits: bigint;
  /** Requests of which every part has a price, or a bound. */
  readonly charged: number;
  /** What budgets are charged for these: whole nano-dollars each, with what is not in `costUnits` at its bound. */
  readonly chargedUnits: bigint;
}

export interface ReportRow extends ReportFigures {
  /** One for each grouping, in their order; undefined if the receipts have none. */
  readonly groups: readonly (string | undefined)[];
}

/** What a source has found and left out of its rows. */
export interface LeftOut {
  /** Requests that were refused before they were routed, which cost nothing. */
  readonly unrouted: number;
  /** Lines that seem to be receipts and cannot be read. */
  readonly unreadable: number;
  /** Requests without a time, so that they may belong to the period or not. */
  readonly untimed: number;
}

export interface Reading {
  /** One for each combination of groups, in any order. */
  readonly rows: readonly ReportRow[];
  readonly leftOut: LeftOut;
}

/** Reads the receipts of requests. */
export interface ReportSource {
  /**
   * Adds up the receipts of a period.
   *
   * @throws Error with a message in one line for the user
   */
  sumUp(question: ReportQuestion): Promise<Reading>;
}
