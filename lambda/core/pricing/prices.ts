import { type Catalog, findModel, type TierMultipliers } from '../catalog/catalog';
import { type CatalogModel, IN_REGION, type Rates } from '../catalog/catalog-model';
import { findPriceRow } from '../catalog/find-price-row';
import { readProfilePrefix } from '../ids/profile-prefix';
import type { TieredModelId } from '../ids/tiered-model-id';
import { findTierPrice, type ModelPrice } from './model-price';
import { NO_OVERRIDES, overridePrice, type PriceOverrides } from './price-overrides';

export interface PricesOptions {
  readonly catalog: Catalog;
  /** The Region that is called. If undefined, only prices that hold in every Region apply. */
  readonly region: string | undefined;
  /** Connection → its Region. A connection that is not listed calls {@link region}. */
  readonly regions?: Readonly<Record<string, string>> | undefined;
  readonly overrides?: PriceOverrides | undefined;
}

/** A model as it is called. */
type PricedModel = Pick<TieredModelId, 'baseModelId' | 'connection'>;

/** What a snapshot's models cost in the Regions that are called. */
export class Prices {
  readonly overrides: PriceOverrides;
  readonly region: string | undefined;
  /** Tier → its price relative to `default`. `reserved` has none, because reservations are billed by the hour. */
  readonly multipliers: TierMultipliers;
  readonly #catalog: Catalog;
  /** Profile and Region → price, for the models that were asked for. */
  readonly #known = new Map<CatalogModel, Map<string, ModelPrice | undefined>>();
  readonly #regions: Readonly<Record<string, string>>;

  constructor({ catalog, region, regions = {}, overrides = NO_OVERRIDES }: PricesOptions) {
    this.#catalog = catalog;
    this.region = region;
    this.#regions = regions;
    this.overrides = overrides;
    this.multipliers = { ...catalog.tierMultipliers, ...overrides.multipliers };
  }

  /**
   * Finds the price of a model ID, inference profile ID or ARN as it is called, without a tier. An operator's rows for
   * exactly this ID win over the catalog, by whatever connection it is called.
   */
  find({ baseModelId, connection }: PricedModel): ModelPrice | undefined {
    const rates = this.overrides.rates.get(baseModelId);
    const region = this.#regions[connection ?? ''] ?? this.region;
    const isComplete = rates?.['default'] !== undefined;
    const known = isComplete ? undefined : this.#findInCatalog(baseModelId, region);
    return rates === undefined ? known : overridePrice(known, rates);
  }

  /** The rates of a tier in USD per million tokens. Undefined without a price. */
  ratesOf(call: TieredModelId): Rates | undefined {
    const price = this.find(call);
    const tierPrice = price && findTierPrice(price.rates, this.multipliers, call.tier);
    return tierPrice?.rates.map((rate) =>
      rate === null ? null : roundRate(rate * tierPrice.multiplier),
    );
  }

  #findInCatalog(baseModelId: string, region: string | undefined): ModelPrice | undefined {
    const model = findModel(this.#catalog, baseModelId);
    if (model === undefined) return undefined;
    const profile = readProfilePrefix(baseModelId.slice(baseModelId.lastIndexOf('/') + 1));
    return this.#findOfProfile(model, profile ?? IN_REGION, region);
  }

  #findOfProfile(
    model: CatalogModel,
    profile: string,
    region: string | undefined,
  ): ModelPrice | undefined {
    const key = `${profile} ${region}`;
    const known = this.#known.get(model) ?? new Map<string, ModelPrice | undefined>();
    this.#known.set(model, known);
    if (!known.has(key)) {
      const row = findPriceRow(model, profile, region);
      known.set(key, row && { rates: row.rates, above: row.above ?? [] });
    }
    return known.get(key);
  }
}

const DECIMALS = 8;

/** Products of decimal fractions, such as 0.33 × 1.75, are binary fractions. */
function roundRate(rate: number): number {
  return Number(rate.toFixed(DECIMALS));
}
