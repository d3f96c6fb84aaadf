import type { Catalog } from '../catalog';
import { composeDifference } from '../reading/compose-difference';
import { checkPlausibility, type RefusedPrice, writeChangedModels } from '../reading/plausibility';
import { PRICE_LIST_NAMES } from '../reading/price-list-names';
import type { Unread } from '../reading/price-reading';
import { type FoundationModel, readFoundationModels } from '../reading/read-foundation-models';
import { type InferenceProfile, readInferenceProfiles } from '../reading/read-inference-profiles';
import { readPriceList } from '../reading/read-price-list';
import { type AgreementOffers, readRateCards } from '../reading/read-rate-cards';
import type { RefreshedFacts } from './compose-changes';

/** What AWS answered. A source that could not be read is empty, and then changes nothing. */
export interface CatalogAnswers {
  readonly products: readonly string[];
  readonly models: readonly FoundationModel[];
  readonly profiles: readonly InferenceProfile[];
  readonly offers: readonly AgreementOffers[];
}

export interface ComparedAnswers {
  /** What differs from the catalog in force and is plausible. */
  readonly read: readonly RefreshedFacts[];
  readonly refused: readonly RefusedPrice[];
  /** What could not be read of the price list and the rate cards. */
  readonly unread: readonly Unread[];
  /** Whether the price list has products, but no price of any model that could be read. */
  readonly isPriceListBroken: boolean;
}

export interface ComparedRouter {
  readonly region: string;
  readonly modelIds: ReadonlySet<string>;
}

/** Compares AWS's answers with the catalog in force, for the models of a router and the Region that it calls. */
export function compareAnswers(
  catalog: Catalog,
  { products, models, profiles, offers }: CatalogAnswers,
  { region, modelIds }: ComparedRouter,
): ComparedAnswers {
  const priceList = readPriceList(products, PRICE_LIST_NAMES);
  const difference = composeDifference(catalog, {
    prices: [priceList, readRateCards(offers)],
    regions: [
      {
        region,
        models: readFoundationModels(models),
        profiles: readInferenceProfiles(profiles),
      },
    ],
    only: modelIds,
  });
  const { accepted, refused } = checkPlausibility(difference);
  const read = writeChangedModels(accepted).map(({ id, prices, lifecycle }) => ({
    id,
    ...(prices && { prices }),
    ...(lifecycle && { lifecycle }),
  }));
  const isPriceListBroken = products.length > 0 && priceList.readings.length === 0;
  return { read, refused, unread: difference.unread, isPriceListBroken };
}
