/** The median of some rounds, and their variation. */
export interface Spread {
  readonly median: number;
  /** Half of the distance between the quartiles. */
  readonly deviation: number;
}

export function measureSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), deviation: (at(0.75) - at(0.25)) / 2 };
}

/** E.g. `1.23 ±0.04`. */
export function formatSpread({ median, deviation }: Spread, digits: number): string {
  return `${median.toFixed(digits)} ±${deviation.toFixed(digits)}`;
}
