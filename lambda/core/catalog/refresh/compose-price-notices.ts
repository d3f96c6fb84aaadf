import { findTierPrice } from '../../pricing/model-price';
import type { Prices } from '../../pricing/prices';
import type { UsedModel } from './used-models';

/** USD per million tokens. A rate that is not known is left out. */
export interface NamedRates {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWriteOneHour?: number;
}

/** The price of one tier of a model that the router may call has changed. */
export interface PriceNotice {
  /** As it is called, e.g. `us.amazon.nova-2-lite-v1:0`. */
  readonly modelId: string;
  readonly tier: string;
  /** The operations whose routes name the model and the tier. */
  readonly operations: readonly string[];
  /** Undefined if the model had no price. */
  readonly before: NamedRates | undefined;
  readonly after: NamedRates;
}

const COLUMNS = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWriteOneHour'] as const;

/** Takes away what binary fractions add. */
const SIGNIFICANT_DIGITS = 12;

/** Composes a notice for each model and tier that costs something else than before. */
export function composePriceNotices(
  models: readonly UsedModel[],
  before: Prices,
  after: Prices,
): readonly PriceNotice[] {
  return models.flatMap(({ callableIds, uses }) =>
    callableIds.flatMap((modelId) => {
      const ofModel = uses.filter(({ baseModelId }) => baseModelId === modelId);
      const tiers = new Set(['default', ...ofModel.map(({ tier }) => tier)]);
      return [...tiers].flatMap((tier) => {
        const [known, current] = [before, after].map((prices) => nameRates(prices, modelId, tier));
        if (current === undefined || JSON.stringify(known) === JSON.stringify(current)) return [];
        const users = ofModel.filter((use) => use.tier === tier);
        const operations = [...new Set(users.map(({ operation }) => operation))];
        return [{ modelId, tier, operations, before: known, after: current }];
      });
    }),
  );
}

function nameRates(prices: Prices, modelId: string, tier: string): NamedRates | undefined {
  const price = prices.find(modelId);
  const found = price && findTierPrice(price.rates, prices.multipliers, tier);
  if (found === undefined) return undefined;
  const known = COLUMNS.flatMap((column, index) => {
    const rate = found.rates[index];
    if (rate === null || rate === undefined) return [];
    return [[column, Number((rate * found.multiplier).toPrecision(SIGNIFICANT_DIGITS))]];
  });
  return Object.fromEntries(known);
}
