import type { Catalog } from '../../core/catalog/catalog';
import { changeCatalog } from '../../core/catalog/catalog-changes';
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

const MILLIS_OF_A_DAY = 24 * 60 * 60 * 1000;
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
  { inForce, used, changes, pricedByOffers, signal }: Refresh,
): Promise<RefreshResult> {
  const { builtIn, region, telemetry } = services;
  const readAt = `${services.now().toISOString().slice(0, SECOND_LENGTH)}Z`;
  const ordered = used.flatMap(({ id }) => changes.find((change) => change.id === id) ?? []);
  const { text, models, leftOut } = fitChanges(readAt, ordered);
  if (leftOut.length > 0) telemetry.record({ kind: 'left-out', models: leftOut });
  const next = changeCatalog(builtIn, { readAt, models: [...models] });
  const isNewDay = inForce.changes?.readAt.slice(0, DAY_LENGTH) !== readAt.slice(0, DAY_LENGTH);
  const ending = recordEndings(services, next, used);
  const retiring = isNewDay ? ending : [];
  const isWritten = isDifferent(inForce, models) || retiring.length > 0;
  if (isWritten) {
    await services.parameters.write(text, signal);
    const before = new Prices({ catalog: inForce.catalog, region });
    const after = new Prices({ catalog: next, region });
    const changed = composePriceNotices(used, { before, after, pricedByOffers });
    const notices = [...changed.map(asPriceChange), ...retiring.map(asRetirement)];
    await publishNotices(services, notices, signal);
  }
  return { isWritten, models: models.map(({ id }) => id) };
}

/** Without a parameter, an empty list of changes is not written. */
function isDifferent(
  { changes, isBroken }: CatalogInForce,
  models: readonly RefreshedFacts[],
): boolean {
  return isBroken || JSON.stringify(changes?.models ?? []) !== JSON.stringify(models);
}

/** Records the days of all models with a known end, and composes notices for those that end soon. */
function recordEndings(
  { telemetry, now }: RefreshServices,
  catalog: Catalog,
  used: readonly UsedModel[],
): readonly RetirementNotice[] {
  const today = Date.parse(now().toISOString().slice(0, DAY_LENGTH));
  const countDays = (day: string) => (Date.parse(day) - today) / MILLIS_OF_A_DAY;
  const uses = used.flatMap((model) => model.uses);
  const endings = listEndings(catalog, uses, countDays);
  for (const ending of endings) telemetry.record({ kind: 'ending', ending });
  return composeRetirementNotices(catalog, endings, TIMES.retirementNoticeDays);
}

/** The log has each notice even if it cannot be published. */
async function publishNotices(
  { notices: publisher, telemetry }: RefreshServices,
  notices: readonly CatalogNotice[],
  signal: AbortSignal,
): Promise<void> {
  for (const notice of notices) telemetry.record(notice);
  if (notices.length === 0) return;
  try {
    await publisher.publish(notices, signal);
  } catch (cause) {
    telemetry.record({ kind: 'not-published', cause });
  }
}

function asPriceChange(
  notice: Extract<CatalogNotice, { kind: 'price-changed' }>['notice'],
): CatalogNotice {
  return { kind: 'price-changed', notice };
}

function asRetirement(notice: RetirementNotice): CatalogNotice {
  return { kind: 'retiring', notice };
}
