import { findModel } from '../../lambda/core/catalog/catalog';
import { countDaysToEndOfLife } from '../../lambda/core/catalog/lifecycle';
import { quotePrice } from '../../lambda/core/operator/compare-prices';
import { listChoices } from '../../lambda/core/operator/list-choices';
import type { Candidate } from '../../lambda/core/routing/candidate';
import type { Snapshot } from '../../lambda/core/settings/snapshot';
import { describePrice, describeRouter } from '../documents/describe';
import type { ModelsDocument } from '../documents/values';
import type { Answer } from '../output/answer';
import { fitColumns } from '../output/fit-columns';
import { WIDTH, writeRate, writeShare } from '../output/write-text';
import { openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';

/** Lists what the deploy allows and the model is known to take. */
export async function showModels(options: RouterOptions, word = ''): Promise<Answer> {
  const router = await openRouter(options);
  const { snapshot } = await router.readView();
  const { today, config } = router;
  const choices = listChoices({ snapshot, bounds: config.bounds, today });
  const document: ModelsDocument = {
    router: describeRouter(router),
    catalogDate: snapshot.catalog.date,
    models: choices
      .filter(({ baseModelId }) => baseModelId.toLowerCase().includes(word.toLowerCase()))
      .map((candidate) => describeChoice(candidate, snapshot, today)),
  };
  return { document, text: formatModels(document, word) };
}

function describeChoice(
  candidate: Candidate,
  { catalog, prices }: Snapshot,
  today: string,
): ModelsDocument['models'][number] {
  const model = findModel(catalog, candidate.baseModelId);
  return {
    modelId: candidate.baseModelId,
    serviceTier: candidate.tier,
    price: describePrice(quotePrice(prices, candidate)),
    endOfLife: model?.lifecycle?.endOfLife,
    daysToEndOfLife: model && countDaysToEndOfLife(model, today),
  };
}

const HEADING = ['MODEL', 'TIER', 'IN', 'OUT', 'SAVED', 'DAYS LEFT'];

function formatModels({ router, catalogDate, models }: ModelsDocument, word: string): string {
  const title = `${router.prefix} in ${router.region}, USD per million tokens, catalog of ${catalogDate}`;
  if (models.length === 0) {
    return `${title}\n\nNo model that the router may call has "${word}" in its ID.`;
  }
  const rows = models.map(({ modelId, serviceTier, price, daysToEndOfLife }) => [
    modelId,
    serviceTier,
    writeRate(price?.inputUsdPerMillionTokens),
    writeRate(price?.outputUsdPerMillionTokens),
    writeShare(price?.inputSavedShare),
    String(daysToEndOfLife ?? '-'),
  ]);
  return `${title}\n\n${fitColumns([HEADING, ...rows], { texts: 2, width: WIDTH })}`;
}
