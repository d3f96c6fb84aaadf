import { compareAnswers } from '../../core/catalog/refresh/compare-answers';
import { composeChanges } from '../../core/catalog/refresh/compose-changes';
import { TIMES } from '../../core/settings/times';
import type { RefreshServices } from './ports';
import { publishChanges, type RefreshResult } from './publish-changes';
import { readAnswers } from './read-answers';
import { readCatalogInForce } from './read-catalog-in-force';

/**
 * Writes what AWS changed about the models that the router may call, and publishes it. What cannot be read, and what is not
 * plausible, changes nothing.
 *
 * Two refreshes at once do no harm: both begin with what is in force, and write the same.
 *
 * @throws Error if a part failed, so that Lambda repeats the refresh
 */
export async function refreshCatalog(services: RefreshServices): Promise<RefreshResult> {
  const signal = AbortSignal.timeout(TIMES.refreshMillis);
  const inForce = await readCatalogInForce(services, signal);
  const readingSignal = AbortSignal.timeout(TIMES.catalogReadingMillis);
  const answers = await readAnswers(services, inForce, readingSignal);
  const { used } = answers;
  const { region, telemetry } = services;
  const modelIds = new Set(used.map(({ id }) => id));
  const compared = compareAnswers(inForce.catalog, answers, { region, modelIds });
  if (compared.isPriceListBroken) telemetry.record({ kind: 'empty', source: 'price list' });
  for (const refused of compared.refused) telemetry.record({ kind: 'refused', refused });
  if (compared.unread.length > 0) telemetry.record({ kind: 'unread', unread: compared.unread });
  const last = inForce.changes?.models ?? [];
  const changes = composeChanges({ builtIn: services.builtIn, last, read: compared.read });
  const { pricedByOffers } = compared;
  const refresh = { inForce, used, changes, pricedByOffers, signal };
  const result = await publishChanges(services, refresh);
  telemetry.record({ kind: 'refreshed', ...result });
  if (answers.isIncomplete) throw new Error('some sources of the catalog could not be read');
  return result;
}
