import type { Catalog } from '../../core/catalog/catalog';
import { hasEnded } from '../../core/catalog/lifecycle';
import { readFoundationModels } from '../../core/catalog/reading/read-foundation-models';
import type { AgreementOffers } from '../../core/catalog/reading/read-rate-cards';
import type { CatalogAnswers } from '../../core/catalog/refresh/compare-answers';
import { listUsedModels, type UsedModel } from '../../core/catalog/refresh/used-models';
import type { CatalogSources, CatalogTelemetry, RefreshServices, SourceName } from './ports';
import type { CatalogInForce } from './read-catalog-in-force';

/** Offers are read model by model, the models with the most uses first. */
const MOST_OFFERS = 100;

/** Amazon's own models need no agreement. */
const VENDOR_WITHOUT_OFFERS = 'amazon';

export interface ReadAnswers extends CatalogAnswers {
  /** The models that the router may call, of those that AWS lists and those that are known. */
  readonly used: readonly UsedModel[];
  /** Whether a source could not be read, so that reading it again may help. */
  readonly isIncomplete: boolean;
}

/** Reads the list of models, and then the other sources at once. A source that fails is reported and empty. */
export async function readAnswers(
  { sources, telemetry, bounds }: Pick<RefreshServices, 'sources' | 'telemetry' | 'bounds'>,
  { mapping, settings, catalog }: Pick<CatalogInForce, 'mapping' | 'settings' | 'catalog'>,
  signal: AbortSignal,
): Promise<ReadAnswers> {
  const { read, isIncomplete } = reportFailures(telemetry);
  const models = await read('foundation models', () => sources.readFoundationModels(signal));
  const listed = readFoundationModels(models).map(({ id }) => id);
  const used = listUsedModels({ mapping, settings, bounds, catalog, listed });
  const withOffers = listModelsWithOffers(used, catalog);
  const [products, profiles, offers] = await Promise.all([
    read('price list', () => sources.readPriceList(signal)),
    read('inference profiles', () => sources.readInferenceProfiles(signal)),
    read('agreement offers', () => readOffers(sources, withOffers, signal)),
  ]);
  return { products, models, profiles, offers, used, isIncomplete: isIncomplete() };
}

/** Reads sources of which each may fail. */
function reportFailures(telemetry: CatalogTelemetry) {
  let hasFailed = false;
  const read = async <Item>(
    source: SourceName,
    call: () => Promise<readonly Item[] | undefined>,
  ): Promise<readonly Item[]> => {
    try {
      const items = await call();
      if (items?.length === 0) telemetry.record({ kind: 'empty', source });
      return items ?? [];
    } catch (cause) {
      hasFailed = true;
      telemetry.record({ kind: 'unreadable', source, cause });
      return [];
    }
  };
  return { read, isIncomplete: () => hasFailed };
}

/** Lists the models whose prices may be in the offers of the Marketplace. */
function listModelsWithOffers(
  used: readonly UsedModel[],
  { models, date }: Catalog,
): readonly string[] {
  return used
    .map(({ id }) => models.get(id) ?? { id })
    .filter((model) => model.vendor !== VENDOR_WITHOUT_OFFERS && !hasEnded(model, date))
    .slice(0, MOST_OFFERS)
    .map(({ id }) => id);
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
