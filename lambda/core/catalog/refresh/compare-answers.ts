import * as v from 'valibot';
import type { Catalog } from '../catalog';
import { type CatalogModel, MODEL } from '../catalog-model';
import priceListNames from '../price-list-names.json';
import { composeDifference } from '../reading/compose-difference';
import { checkPlausibility, type RefusedPrice, writeChangedModels } from '../reading/plausibility';
import type { Unread } from '../reading/price-reading';
import {
  type FoundationModel,
  listModelNames,
  readFoundationModels,
} from '../reading/read-foundation-models';
import { type InferenceProfile, readInferenceProfiles } from '../reading/read-inference-profiles';
import { readPriceList } from '../reading/read-price-list';
import { type AgreementOffers, readRateCards } from '../reading/read-rate-cards';
import type { RefreshedFacts } from './compose-changes';

const PRICE_LIST_NAMES = new Map(Object.entries(priceListNames));

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
  /** The models whose prices are in the offers of the Marketplace alone. */
  readonly pricedByOffers: ReadonlySet<string>;
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
  // A model that came after the release has the names of AWS's own list alone.
  const names = new Map([...listModelNames(models), ...PRICE_LIST_NAMES]);
  const priceList = readPriceList(products, names);
  const rateCards = readRateCards(offers);
  const difference = composeDifference(catalog, {
    prices: [priceList, rateCards],
    regions: [
      {
        region,
        models: readFoundationModels(models),
        profiles: readInferenceProfiles(profiles),
      },
    ],
    only: modelIds,
  });
  const { accepted, refused } = checkPlausibility(catalog, difference);
  const isPriceListBroken = products.length > 0 && priceList.readings.length === 0;
  const read = writeChangedModels(accepted).map(pickRefreshedFacts);
  const listed = new Set(priceList.readings.map(({ modelId }) => modelId));
  const ofCards = rateCards.readings.map(({ modelId }) => modelId);
  const pricedByOffers = new Set(ofCards.filter((id) => !listed.has(id)));
  return { read, refused, unread: difference.unread, isPriceListBroken, pricedByOffers };
}

/** A date that the catalog cannot hold is left out, because the router would refuse the whole parameter. */
function pickRefreshedFacts({ id, prices, lifecycle }: CatalogModel): RefreshedFacts {
  const isValid = lifecycle !== undefined && v.is(MODEL, { id, lifecycle });
  return { id, ...(prices && { prices }), ...(isValid && { lifecycle }) };
}
