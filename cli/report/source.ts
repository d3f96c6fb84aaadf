import type { ReceiptField } from '../../lambda/core/receipts/receipt-line';

export const GROUPING_NAMES = ['caller', 'operation', 'tier', 'resolved_tier', 'model'] as const;
export type Grouping = (typeof GROUPING_NAMES)[number];

/** Grouping → the member of a receipt. */
export const GROUPINGS: Readonly<Record<Grouping, ReceiptField>> = {
  caller: 'caller',
  operation: 'operation',
  tier: 'requested_tier',
  resolved_tier: 'resolved_tier',
  model: 'model_id',
};

export const FORMATS = ['table', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export type ReceiptsLocation =
  | { readonly kind: 'log-group'; readonly name: string }
  /** A path, or `-` for standard input. */
  | { readonly kind: 'file'; readonly path: string };

/** Both ends are included. Undefined is no limit. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

export interface ReportQuestion {
  readonly groupings: readonly Grouping[];
  readonly period: Period;
}

/** Sums over requests. */
export interface ReportFigures {
  /** Requests that addressed an operation or a model. */
  readonly requests: number;
  /** Requests with a status of 400 or more. */
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Requests whose cost is in the sum. */
  readonly priced: number;
  /** Requests that used tokens of a model without a price. Their cost is unknown, and in no sum. */
  readonly unpriced: number;
  /** In units of 10⁻¹⁴ USD. */
  readonly costUnits: bigint;
  readonly savingsUnits: bigint;
}

export interface ReportRow extends ReportFigures {
  /** One for each grouping, in their order; undefined if the receipts have none. */
  readonly groups: readonly (string | undefined)[];
}

/** Reads the receipts of requests. */
export interface ReportSource {
  /**
   * Adds up the receipts of a period: a row for each combination of groups, in any order.
   *
   * @throws Error with a message in one line for the user
   */
  sumUp(question: ReportQuestion): Promise<readonly ReportRow[]>;
}
