import type { Catalog } from '../../lambda/core/catalog/catalog';
import { changeCatalog } from '../../lambda/core/catalog/catalog-changes';
import type { CatalogModel } from '../../lambda/core/catalog/catalog-model';
import type { CatalogDifference } from '../../lambda/core/catalog/reading/compose-difference';
import { writeChangedModels } from '../../lambda/core/catalog/reading/plausibility';
import type { FullCatalog, FullModel } from './full-catalog';

const PRICES = 'aws-price-apis';
const FACTS = 'aws-bedrock-api';

/** The sources of what the command reads. */
const SOURCES = {
  [PRICES]: {
    url: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html',
    note: 'pricing:GetProducts and bedrock:ListFoundationModelAgreementOffers, by npm run catalog.',
  },
  [FACTS]: {
    url: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html',
    note: 'bedrock:ListFoundationModels and bedrock:ListInferenceProfiles, by npm run catalog.',
  },
};

export function toCatalog({ date, tierMultipliers, models }: FullCatalog): Catalog {
  const byId = models.map((model): [string, CatalogModel] => [model.id, model]);
  return { date, tierMultipliers, models: new Map(byId) };
}

/**
 * Puts what was read in the place of the catalog's facts, each with its new source.
 *
 * @param today e.g. `2026-11-28`
 */
export function applyDifference(
  catalog: FullCatalog,
  difference: CatalogDifference,
  today: string,
): FullCatalog {
  if (difference.models.length === 0) return catalog;
  const changes = writeChangedModels(difference).map(nameSources);
  const changed = changeCatalog(toCatalog(catalog), {
    readAt: `${today}T00:00:00Z`,
    models: changes,
  });
  const known = new Map(catalog.models.map((model) => [model.id, model]));
  const models = [...changed.models.values()].map((model) => {
    const change = changes.find(({ id }) => id === model.id);
    return change === undefined
      ? known.get(model.id)
      : composeModel(known.get(model.id), model, change);
  });
  const sources = Object.entries(SOURCES).map(([key, source]) => [key, { ...source, date: today }]);
  return {
    ...catalog,
    date: today,
    sources: { ...catalog.sources, ...Object.fromEntries(sources) },
    models: models
      .filter((model) => model !== undefined)
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

/** The source of each row of prices. */
function nameSources(model: CatalogModel): CatalogModel {
  if (model.prices === undefined) return model;
  return { ...model, prices: model.prices.map((price) => ({ ...price, source: PRICES })) };
}

function composeModel(
  known: FullModel | undefined,
  model: CatalogModel,
  change: CatalogModel,
): FullModel {
  const named = known === undefined ? { vendor: model.id.split('.')[0] ?? model.id } : {};
  const facts = [...Object.keys(named), ...Object.keys(change)].filter((fact) => fact !== 'id');
  const sources = facts.map((fact) => [fact, fact === 'prices' ? PRICES : FACTS]);
  return {
    ...known,
    ...named,
    ...model,
    sources: { ...known?.sources, ...Object.fromEntries(sources) },
  };
}
