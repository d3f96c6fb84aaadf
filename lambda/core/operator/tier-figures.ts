/** The figures of the requests of one operation on one requested tier. */
export interface TierFigures {
  readonly tier: string;
  readonly calls: number;
  readonly errors: number;
  readonly p50Millis: number | undefined;
  readonly p95Millis: number | undefined;
  /** Undefined if no request has a price. */
  readonly costUsd: number | undefined;
  /** Compared with the default tier of the same models; negative if that costs less. */
  readonly savingsUsd: number | undefined;
}

/** Operation → its figures by requested tier. */
export type FiguresByOperation = ReadonlyMap<string, readonly TierFigures[]>;
