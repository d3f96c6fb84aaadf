/** Grouping → the receipt's name for it. */
export const GROUPINGS = {
  caller: 'caller',
  operation: 'operation',
  tier: 'requested_tier',
  model: 'model_id',
} as const;

export type Grouping = keyof typeof GROUPINGS;

/** Both ends belong to it; undefined is without an end. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

export interface ReportQuestion {
  readonly groupings: readonly Grouping[];
  readonly period: Period;
}

/** What requests add up to. */
export interface ReportFigures {
  /** Those that had a destination. */
  readonly requests: number;
  /** Those that ended with a status of 400 or more. */
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Those whose cost is in the sum. */
  readonly priced: number;
  /** Those that used tokens of a model without a price: what they cost is in no sum, and not nothing. */
  readonly unpriced: number;
  /** In units of 10⁻¹⁴ USD. */
  readonly costUnits: bigint;
  readonly savingsUnits: bigint;
}

export interface ReportRow extends ReportFigures {
  /** One for each grouping, in their order; undefined where the receipts name none. */
  readonly groups: readonly (string | undefined)[];
}

/** Where receipts are kept. */
export interface ReportSource {
  /**
   * Adds up the receipts of a period, a row for each combination of groups that occurs, in any order.
   *
   * @throws Error in one line, fit to be shown
   */
  sumUp(question: ReportQuestion): Promise<readonly ReportRow[]>;
}
