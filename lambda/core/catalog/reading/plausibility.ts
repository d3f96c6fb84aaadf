import * as v from 'valibot';
import { findTierPrice } from '../../pricing/model-price';
import type { Catalog } from '../catalog';
import { type CatalogModel, MODEL } from '../catalog-model';
import { RATE_COLUMNS } from './collect-rates';
import type { PriceChange, PriceDifference } from './compare-prices';
import type { CatalogDifference, ModelDifference } from './compose-difference';

/** Prices that do not take effect, with the reason. */
export interface RefusedPrice {
  readonly modelId: string;
  readonly difference: PriceDifference;
  readonly reason: string;
}

export interface CheckedDifference {
  /** What may take effect. */
  readonly accepted: CatalogDifference;
  readonly refused: readonly RefusedPrice[];
}

/**
 * AWS has never halved or doubled the price of a model in force, and no Region costs twice as much as others. But a unit
 * that is misread changes a price a thousandfold.
 */
const GREATEST_FACTOR = 2;

/**
 * Refuses prices that a catalog cannot hold, and those that halve, double, end at 0 or begin at 0, unless they are accepted.
 * The first price of a profile in a Region is compared with the model's other prices.
 *
 * @param acceptedIds the base model IDs of which such changes are accepted
 */
export function checkPlausibility(
  catalog: Catalog,
  { models, unread }: CatalogDifference,
  acceptedIds: ReadonlySet<string> = new Set(),
): CheckedDifference {
  const refused = models.flatMap(({ id, prices }) =>
    prices.flatMap((difference) => {
      const reason =
        findInvalid(id, difference) ??
        (acceptedIds.has(id) ? undefined : findImplausible(catalog, id, difference));
      return reason === undefined ? [] : [{ modelId: id, difference, reason }];
    }),
  );
  const implausible = new Set(refused.map(({ difference }) => difference));
  const plausible = models.map((model) => ({
    ...model,
    prices: model.prices.filter((difference) => !implausible.has(difference)),
  }));
  const remaining = plausible.filter(
    ({ facts, prices }) => Object.keys(facts).length > 0 || prices.length > 0,
  );
  return { accepted: { models: remaining, unread }, refused };
}

function findInvalid(id: string, { row }: PriceDifference): string | undefined {
  const checked = v.safeParse(MODEL, { id, prices: [row] });
  return checked.success ? undefined : `a rate${checked.issues[0].message}`;
}

function findImplausible(
  catalog: Catalog,
  id: string,
  { changes }: PriceDifference,
): string | undefined {
  for (const change of changes) {
    const { tier, token, before, after } = change;
    const known = before === undefined ? listRates(catalog, id, change) : [before];
    if (isPlausible(after, known)) continue;
    const origin = before ?? `${Math.min(...known)} to ${Math.max(...known)} elsewhere`;
    return `${token} by ${tier} goes from ${origin} to ${after} USD per million tokens`;
  }
  return undefined;
}

function isPlausible(rate: number, known: readonly number[]): boolean {
  if (known.length === 0 || known.includes(rate)) return true;
  const isTooLow = rate * GREATEST_FACTOR <= Math.min(...known);
  return !isTooLow && rate < GREATEST_FACTOR * Math.max(...known);
}

/** What the model costs for the same tokens by its other profiles and in other Regions. */
function listRates(
  { models, tierMultipliers }: Catalog,
  id: string,
  { tier, token, promptTokens }: PriceChange,
): readonly number[] {
  const tables = (models.get(id)?.prices ?? []).flatMap(({ rates, above = [] }) => {
    if (promptTokens === undefined) return [rates];
    return above.filter((band) => band.promptTokens === promptTokens).map((band) => band.rates);
  });
  return tables.flatMap((rates) => {
    const price = findTierPrice(rates, tierMultipliers, tier);
    const rate = price?.rates[RATE_COLUMNS.indexOf(token)] ?? undefined;
    return price === undefined || rate === undefined ? [] : [rate * price.multiplier];
  });
}

/** Writes a difference as models with only the facts that differ: what the catalog parameter holds. */
export function writeChangedModels({ models }: CatalogDifference): readonly CatalogModel[] {
  return models.map(({ id, facts, prices }: ModelDifference) => ({
    id,
    ...facts,
    ...(prices.length > 0 && { prices: prices.map(({ row }) => row) }),
  }));
}
