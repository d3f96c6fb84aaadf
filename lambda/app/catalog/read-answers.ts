import type { Catalog } from '../../core/catalog/catalog';
import type { AgreementOffers } from '../../core/catalog/reading/read-rate-cards';
import type { CatalogAnswers } from '../../core/catalog/refresh/compare-answers';
import type { UsedModel } from '../../core/catalog/refresh/used-models';
import type { CatalogSources, RefreshServices, SourceName } from './ports';

/** Offers are read model by model, the models with the most uses first. */
const MOST_OFFERS = 30;

/** Amazon's own models need no agreement. */
const VENDOR_WITHOUT_OFFERS = 'amazon';

export interface ReadAnswers extends CatalogAnswers {
  /** Whether a source could not be read, so that reading it again may help. */
  readonly isIncomplete: boolean;
}

/** Reads all sources at once. A source that fails is reported and empty. */
export async function readAnswers(
  { sources, telemetry }: Pick<RefreshServices, 'sources' | 'telemetry'>,
  modelsWithOffers: readonly string[],
  signal: AbortSignal,
): Promise<ReadAnswers> {
  let isIncomplete = false;
  const read = async <Item>(
    source: SourceName,
    call: () => Promise<readonly Item[] | undefined>,
  ): Promise<readonly Item[]> => {
    try {
      const items = await call();
      if (items?.length === 0) telemetry.record({ kind: 'empty', source });
      return items ?? [];
    } catch (cause) {
      isIncomplete = true;
      telemetry.record({ kind: 'unreadable', source, cause });
      return [];
    }
  };
  const [products, models, profiles, offers] = await Promise.all([
    read('price list', () => sources.readPriceList(signal)),
    read('foundation models', () => sources.readFoundationModels(signal)),
    read('inference profiles', () => sources.readInferenceProfiles(signal)),
    read('agreement offers', () => readOffers(sources, modelsWithOffers, signal)),
  ]);
  return { products, models, profiles, offers, isIncomplete };
}

/** Lists the models whose prices may be in the offers of the Marketplace. */
export function listModelsWithOffers(
  models: readonly UsedModel[],
  catalog: Catalog,
): readonly string[] {
  return models
    .map(({ id }) => id)
    .filter((id) => catalog.models.get(id)?.vendor !== VENDOR_WITHOUT_OFFERS)
    .slice(0, MOST_OFFERS);
}

/** Reads one after another, because AWS throttles them. Undefined if no model has offers. */
async function readOffers(
  sources: CatalogSources,
  modelIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly AgreementOffers[] | undefined> {
  const offers: AgreementOffers[] = [];
  for (const modelId of modelIds) {
    const answer = await sources.readAgreementOffers(modelId, signal);
    if (answer !== undefined) offers.push(answer);
  }
  return offers.length > 0 ? offers : undefined;
}
