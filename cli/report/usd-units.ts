/** Sums of whole units are exact. The lowest price of a token in the price list is a whole number of units. */
const DECIMALS = 14;

/** Reads the amount of a receipt. */
export function readUsd(usd: number): bigint {
  return BigInt(usd.toFixed(DECIMALS).replace('.', ''));
}

/**
 * Writes an amount, rounded half away from zero.
 *
 * | Units             | Decimals | Text        |
 * |-------------------|----------|-------------|
 * | `4_724_500_000n`  | 6        | `0.000047`  |
 * | `-4_724_500_000n` | 6        | `-0.000047` |
 */
export function formatUnits(units: bigint, decimals: number): string {
  const divisor = 10n ** BigInt(DECIMALS - decimals);
  const size = units < 0n ? -units : units;
  const rounded = (size + divisor / 2n) / divisor;
  const digits = String(rounded).padStart(decimals + 1, '0');
  const sign = units < 0n && rounded > 0n ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Writes an amount to its last digit: `0.000047245`. */
export function formatExactly(units: bigint): string {
  return formatUnits(units, DECIMALS).replace(/\.?0+$/, '');
}
