import * as v from 'valibot';
import { SECTIONS } from '../../contract';
import { members, parseDocument, refuse } from '../settings/check-value';
import type { HotValue, Parsed } from '../settings/hot-value';
import { BUILT_IN_CATALOG, type Catalog } from './catalog';
import { type CatalogModel, type CatalogPrice, MODEL } from './catalog-model';

const TIME_RULE = refuse('a time such as 2026-11-28T04:00:00Z');

const CHANGES = members({
  /** When the changes were read from AWS. */
  readAt: v.pipe(v.string(TIME_RULE), v.isoTimestamp(TIME_RULE)),
  models: v.array(MODEL, refuse('a list of models')),
});

/** What has changed since a catalog was made: of each model, only the facts that differ. */
export type CatalogChanges = v.InferOutput<typeof CHANGES>;

/** The built-in catalog, with the facts in Parameter Store in place of its own. */
export const CATALOG: HotValue<Catalog> = {
  name: SECTIONS.catalog,
  parse: ({ value }) => {
    const parsed = parseCatalogChanges(value);
    if (parsed.kind === 'rejected') return parsed;
    return { kind: 'parsed', value: changeCatalog(BUILT_IN_CATALOG, parsed.value) };
  },
  rejectedAs: 'catalog-rejected',
  whenAbsent: 'nothing',
};

/** Reads the value of the catalog parameter, e.g. `{"readAt":"2026-11-28T04:00:00Z","models":[]}`. */
export function parseCatalogChanges(text: string): Parsed<CatalogChanges> {
  const example = '{"readAt":"2026-11-28T04:00:00Z","models":[]}';
  return parseDocument(CHANGES, { text, name: 'the value', example });
}

/**
 * A fact of the changes replaces that of the catalog, or is added. A price replaces those of its profiles in its Regions,
 * or in every Region if it names none.
 */
export function changeCatalog(
  catalog: Catalog,
  { readAt, models: changes }: CatalogChanges,
): Catalog {
  const models = new Map(catalog.models);
  for (const change of changes) {
    models.set(change.id, changeModel(models.get(change.id), change));
  }
  return { ...catalog, date: readAt.slice(0, 'yyyy-mm-dd'.length), models };
}

function changeModel(known: CatalogModel | undefined, change: CatalogModel): CatalogModel {
  if (known?.prices === undefined || change.prices === undefined) return { ...known, ...change };
  const kept = change.prices.reduce(
    (prices, price) => prices.flatMap((each) => leaveOut(each, price)),
    known.prices,
  );
  return { ...known, ...change, prices: [...change.prices, ...kept] };
}

/** What remains of a price beside a new one. */
function leaveOut(price: CatalogPrice, { profiles, regions }: CatalogPrice): CatalogPrice[] {
  const others = price.profiles.filter((profile) => !profiles.includes(profile));
  const shared = price.profiles.filter((profile) => profiles.includes(profile));
  // A price for every Region stays beside one for some of them, which wins there.
  const remaining =
    regions === undefined ? [] : price.regions?.filter((region) => !regions.includes(region));
  return [
    { ...price, profiles: others },
    { ...price, profiles: shared, ...(remaining && { regions: remaining }) },
  ].filter((each) => each.profiles.length > 0 && each.regions?.length !== 0);
}
