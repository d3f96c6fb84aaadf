import type { Prices } from '../pricing/prices';
import type { Candidate } from '../routing/candidate';

/** USD per million tokens of a model on a tier. */
export interface QuotedPrice {
  readonly input: number;
  readonly output: number;
  /** Parts of the default tier's price of the same model: 0.5 on flex, -0.75 on priority. Undefined if it has no price. */
  readonly savedShare: SavedShare | undefined;
}

export interface SavedShare {
  readonly input: number;
  readonly output: number;
}

/** By how much a price changes: `0.5` is half more, `-0.5` half less. Undefined from nothing. */
export interface PriceChange {
  readonly before: QuotedPrice | undefined;
  readonly after: QuotedPrice | undefined;
  /** Undefined if one of them has no price. */
  readonly inputChange: number | undefined;
  readonly outputChange: number | undefined;
}

/** Undefined if the candidate has no price, which is not free. */
export function quotePrice(prices: Prices, candidate: Candidate): QuotedPrice | undefined {
  const [input, output] = prices.ratesOf(candidate) ?? [];
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  const [fullInput, fullOutput] = prices.ratesOf({ ...candidate, tier: 'default' }) ?? [];
  const ofInput = measureChange(fullInput, input);
  const ofOutput = measureChange(fullOutput, output);
  const savedShare =
    ofInput === undefined || ofOutput === undefined
      ? undefined
      : { input: negate(ofInput), output: negate(ofOutput) };
  return { input, output, savedShare };
}

/** @param before undefined for a new operation */
export function comparePrices(
  prices: Prices,
  before: Candidate | undefined,
  after: Candidate,
): PriceChange {
  const old = before && quotePrice(prices, before);
  const quoted = quotePrice(prices, after);
  return {
    before: old,
    after: quoted,
    inputChange: measureChange(old?.input, quoted?.input),
    outputChange: measureChange(old?.output, quoted?.output),
  };
}

const DECIMALS = 6;

/** The part by which an amount changes. Rounded, because quotients of decimal fractions are binary fractions. */
export function measureChange(
  from: number | null | undefined,
  to: number | undefined,
): number | undefined {
  if (typeof from !== 'number' || from === 0 || to === undefined) return undefined;
  return negate(-Number((to / from - 1).toFixed(DECIMALS)));
}

/** Without a negative zero. */
function negate(amount: number): number {
  return amount === 0 ? 0 : -amount;
}
