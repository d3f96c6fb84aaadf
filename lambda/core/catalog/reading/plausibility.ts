import * as v from 'valibot';
import { type CatalogModel, MODEL } from '../catalog-model';
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

/** AWS has never halved or doubled the price of a model in force, but a unit that is misread changes it a thousandfold. */
const GREATEST_FACTOR = 2;

/**
 * Refuses prices that a catalog cannot hold, and those that halve, double, end at 0 or begin at 0, unless they are accepted.
 *
 * @param acceptedIds the base model IDs of which such changes are accepted
 */
export function checkPlausibility(
  { models, unread }: CatalogDifference,
  acceptedIds: ReadonlySet<string> = new Set(),
): CheckedDifference {
  const refused = models.flatMap(({ id, prices }) =>
    prices.flatMap((difference) => {
      const reason = findReason(id, difference, acceptedIds.has(id));
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

function findReason(
  id: string,
  { row, changes }: PriceDifference,
  isAccepted: boolean,
): string | undefined {
  const checked = v.safeParse(MODEL, { id, prices: [row] });
  if (!checked.success) return `a rate${checked.issues[0].message}`;
  const change = isAccepted ? undefined : changes.find(isImplausible);
  if (change === undefined) return undefined;
  const { tier, token, before, after } = change;
  return `${token} by ${tier} goes from ${before} to ${after} USD per million tokens`;
}

function isImplausible({ before, after }: PriceChange): boolean {
  if (before === undefined) return false;
  return after >= GREATEST_FACTOR * before || after * GREATEST_FACTOR <= before;
}

/** Writes a difference as models with only the facts that differ: what the catalog parameter holds. */
export function writeChangedModels({ models }: CatalogDifference): readonly CatalogModel[] {
  return models.map(({ id, facts, prices }: ModelDifference) => ({
    id,
    ...facts,
    ...(prices.length > 0 && { prices: prices.map(({ row }) => row) }),
  }));
}
