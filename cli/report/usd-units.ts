/**
 * Amounts are added as whole units, so that no sum drifts; the price list's finest rate is a whole number of them a
 * token.
 */
const DECIMALS = 14;

/** Reads an amount as a receipt has it. */
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
