import type { ModelPrice, TokenRates } from './prices';

/** Prices read from one source on one day. */
export interface PriceSheet {
  /** The address or file at which a price can be verified. */
  readonly source: string;
  /** The day on which it was read, e.g. `2026-11-21`. */
  readonly date: string;
  readonly rows: readonly PriceRow[];
}

export interface PriceRow {
  /** Without a profile prefix. */
  readonly model: string;
  /** The profiles that have the price: `global`, geographies, and {@link NO_PROFILE} for the model's plain ID. */
  readonly profiles: readonly string[];
  /** The rates of the default tier. */
  readonly rates: TokenRates;
  /** The rates of tiers whose price is not the usual multiple, e.g. because AWS rounded it to cents. */
  readonly tierRates?: Readonly<Record<string, TokenRates>>;
  readonly longestPromptTokens?: number;
}

/** In the profiles of a row: the model's plain ID, which the Region that is called serves. */
export const NO_PROFILE = '';

/** Lists every exact ID of a sheet with its price. */
export function listPrices({ rows }: PriceSheet): readonly (readonly [string, ModelPrice])[] {
  return rows.flatMap((row) => {
    const price = toModelPrice(row);
    return row.profiles.map((profile) => [writeId(profile, row.model), price] as const);
  });
}

function writeId(profile: string, model: string): string {
  return profile === NO_PROFILE ? model : `${profile}.${model}`;
}

function toModelPrice({ rates, tierRates = {}, longestPromptTokens }: PriceRow): ModelPrice {
  return {
    ratesByTier: new Map([['default', rates], ...Object.entries(tierRates)]),
    longestPromptTokens,
  };
}
