import type { TokenUsage } from './usage-type';
import type { TokenKind } from './usage-words';

/** One price that was read, before it is joined with the others of its model. */
export interface PriceReading {
  readonly modelId: string;
  /** The Region that is called. Undefined if the price holds in every Region. */
  readonly region: string | undefined;
  readonly isGlobal: boolean;
  readonly tier: string;
  readonly isLongPrompt: boolean;
  readonly token: TokenKind;
  readonly usdPerMillion: number;
  /** Of two prices for the same, the one with the lower rank is in force. */
  readonly rank: number;
  /** The usage type or dimension, for messages. */
  readonly name: string;
}

/** What could not be read. It changes nothing. */
export interface Unread {
  readonly name: string;
  readonly problem: string;
}

export interface PriceReadings {
  readonly readings: readonly PriceReading[];
  readonly unread: readonly Unread[];
}

/** A price list's or rate card's unit → how many of them are a million tokens. */
const UNITS_OF_A_MILLION: ReadonlyMap<string, number> = new Map([
  ['1k tokens', 1_000],
  ['1m tokens', 1],
  ['units', 1],
]);

const SIGNIFICANT_DIGITS = 12;

/** Undefined if the unit does not count tokens or the price is no number. */
export function readUsdPerMillion(usd: unknown, unit: unknown): number | undefined {
  const factor = UNITS_OF_A_MILLION.get(String(unit).toLowerCase());
  const price = typeof usd === 'string' && usd.trim() !== '' ? Number(usd) : Number.NaN;
  if (factor === undefined || !Number.isFinite(price) || price < 0) return undefined;
  return roundUsd(price * factor);
}

/** Takes away what binary fractions add: 0.00033 × 1,000 = 0.33. */
export function roundUsd(usd: number): number {
  return Number(usd.toPrecision(SIGNIFICANT_DIGITS));
}

/** A price of bedrock-runtime wins over one of bedrock-mantle, and a price in force over an earlier one. */
export function rankUsage({ isMantle, isSuperseded }: TokenUsage): number {
  return (isSuperseded ? 2 : 0) + (isMantle ? 1 : 0);
}
