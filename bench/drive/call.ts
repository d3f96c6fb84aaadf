/** One call from its start to the last byte of its answer. Rejects where the answer is not the one expected. */
export type Call = () => Promise<CallTimes>;

/** On the clock of `performance.now()`. */
export interface CallTimes {
  readonly firstByteAt: number;
}
