import type { ServiceTier } from '../../ids/service-tier';
import type { TieredModelId } from '../../ids/tiered-model-id';
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
  /** Where AWS publishes the price. */
  readonly source: PriceSource;
}

export type PriceSource = 'price list' | 'agreement offers';

export interface PriceStates {
  readonly before: Prices;
  readonly after: Prices;
  /** The base models whose prices are in the offers of the Marketplace alone. */
  readonly pricedByOffers: ReadonlySet<string>;
}

const COLUMNS = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWriteOneHour'] as const;

/** Composes a notice for each model and tier that costs something else than before. */
export function composePriceNotices(
  models: readonly UsedModel[],
  { before, after, pricedByOffers }: PriceStates,
): readonly PriceNotice[] {
  return models.flatMap(({ id, callableIds, uses }) =>
    callableIds.flatMap((modelId) => {
      const source = pricedByOffers.has(id) ? 'agreement offers' : 'price list';
      const ofModel = uses.filter(({ baseModelId }) => baseModelId === modelId);
      const tiers = new Set<ServiceTier>(['default', ...ofModel.map(({ tier }) => tier)]);
      return [...tiers].flatMap((tier) => {
        const call = { baseModelId: modelId, tier };
        const [known, current] = [nameRates(before, call), nameRates(after, call)];
        if (current === undefined || JSON.stringify(known) === JSON.stringify(current)) return [];
        const users = ofModel.filter((use) => use.tier === tier);
        const operations = [...new Set(users.map(({ operation }) => operation))];
        return [{ modelId, tier, operations, before: known, after: current, source }];
      });
    }),
  );
}

function nameRates(prices: Prices, call: TieredModelId): NamedRates | undefined {
  const rates = prices.ratesOf(call);
  if (rates === undefined) return undefined;
  const known = COLUMNS.map((column, index) => [column, rates[index]] as const);
  return Object.fromEntries(known.filter(([, rate]) => typeof rate === 'number'));
}
