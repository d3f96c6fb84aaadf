import type { Catalog } from '../../core/catalog/catalog';
import { type CatalogChanges, changeCatalog } from '../../core/catalog/catalog-changes';
import type { RefreshedFacts } from '../../core/catalog/refresh/compose-changes';
import { composePriceNotices } from '../../core/catalog/refresh/compose-price-notices';
import { fitChanges } from '../../core/catalog/refresh/fit-changes';
import {
  composeRetirementNotices,
  listEndings,
  type RetirementNotice,
} from '../../core/catalog/refresh/list-endings';
import type { UsedModel } from '../../core/catalog/refresh/used-models';
import { Prices } from '../../core/pricing/prices';
import { TIMES } from '../../core/settings/times';
import type { CatalogNotice, RefreshServices } from './ports';
import type { CatalogInForce } from './read-catalog-in-force';

export interface RefreshResult {
  readonly isWritten: boolean;
  /** The models whose facts differ from the built-in catalog. */
  readonly models: readonly string[];
}

export interface Refresh {
  readonly inForce: CatalogInForce;
  /** Those with the most uses first. */
  readonly used: readonly UsedModel[];
  readonly changes: readonly RefreshedFacts[];
  /** The base models whose prices are in the offers of the Marketplace alone. */
  readonly pricedByOffers: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

const DAY_LENGTH = '2026-11-28'.length;
const SECOND_LENGTH = '2026-11-28T04:00:00'.length;

/**
 * Writes the parameter if it differs, and then publishes what changed.
 *
 * Models that end soon are published by the first write of a day, which the time in the parameter shows. On a day without a
 * difference, the same value is written again with a new time.
 */
export async function publishChanges(
  services: RefreshServices,
  refresh: Refresh,
): Promise<RefreshResult> {
  const { inForce, used, signal } = refresh;
  const readAt = `${services.now().toISOString().slice(0, SECOND_LENGTH)}Z`;
  const { text, changes, leftOut } = fitChanges(readAt, orderByUse(refresh));
  if (leftOut.length > 0) services.telemetry.record({ kind: 'left-out', models: leftOut });
  const next = changeCatalog(services.builtIn, changes);
  const today = readAt.slice(0, DAY_LENGTH);
  const ending = recordEndings(services, { catalog: next, used, today });
  const retiring = inForce.changes?.readAt.startsWith(today) ? [] : ending;
  const isWritten = isDifferent(inForce, changes) || retiring.length > 0;
  if (isWritten) {
    await services.parameters.write(text, signal);
    await publishNotices(services, refresh, { next, retiring });
  }
  return { isWritten, models: changes.models.map(({ id }) => id) };
}

/** The changes of models that the router may still call, those with the most uses first. */
function orderByUse({ used, changes }: Refresh): readonly RefreshedFacts[] {
  return used.flatMap(({ id }) => changes.find((change) => change.id === id) ?? []);
}

/** Without a parameter, an empty list of changes is not written. */
function isDifferent({ changes, isBroken }: CatalogInForce, { models }: CatalogChanges): boolean {
  return isBroken || JSON.stringify(changes?.models ?? []) !== JSON.stringify(models);
}

/** Records the days of all models with a known end, and composes notices for those that end soon. */
function recordEndings(
  { telemetry, region }: RefreshServices,
  { catalog, used, today }: Pick<Refresh, 'used'> & { catalog: Catalog; today: string },
): readonly RetirementNotice[] {
  const uses = used.flatMap((model) => model.uses);
  const endings = listEndings(catalog, uses, today);
  for (const ending of endings) telemetry.record({ kind: 'ending', ending });
  const withinDays = TIMES.endOfLifeNoticeDays;
  return composeRetirementNotices(catalog, endings, { withinDays, today, region });
}

/** The log has each notice even if it cannot be published. */
async function publishNotices(
  { region, notices: publisher, telemetry }: RefreshServices,
  { inForce, used, pricedByOffers, signal }: Refresh,
  { next, retiring }: { next: Catalog; retiring: readonly RetirementNotice[] },
): Promise<void> {
  const before = new Prices({ catalog: inForce.catalog, region });
  const after = new Prices({ catalog: next, region });
  const changed = composePriceNotices(used, { before, after, pricedByOffers });
  const notices: readonly CatalogNotice[] = [
    ...changed.map((notice) => ({ kind: 'price-changed', notice }) as const),
    ...retiring.map((notice) => ({ kind: 'retiring', notice }) as const),
  ];
  for (const notice of notices) telemetry.record(notice);
  if (notices.length === 0) return;
  try {
    await publisher.publish(notices, signal);
  } catch (cause) {
    telemetry.record({ kind: 'not-published', cause });
  }
}
