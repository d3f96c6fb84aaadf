/** No model takes or writes as many tokens in one call. */
const MOST_TOKENS = 1e9;

/** Undefined if the value is no plausible number of tokens. */
export function readPlausibleCount(value: unknown): number | undefined {
  const isPlausible =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
  return isPlausible ? value : undefined;
}

/** Undefined if one of the values is implausible. */
export function sumCounts(values: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    const count = readPlausibleCount(value);
    if (count === undefined) return undefined;
    sum += count;
  }
  return readPlausibleCount(sum);
}
