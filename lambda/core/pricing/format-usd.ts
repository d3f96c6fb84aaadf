/** A millionth of a micro-dollar: finer than the price of any single token. */
const DECIMALS = 12;

/**
 * Writes an amount as a plain decimal without an exponent, rounded here and nowhere before.
 *
 * | USD           | text             |
 * |---------------|------------------|
 * | 0.00012345    | `0.00012345`     |
 * | 4.375e-9      | `0.000000004375` |
 * | 12            | `12`             |
 * | -0.000165     | `-0.000165`      |
 */
export function formatUsd(usd: number): string {
  const text = usd.toFixed(DECIMALS).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
