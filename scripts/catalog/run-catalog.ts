import { writeFileSync } from 'node:fs';
import { composeDifference } from '../../lambda/core/catalog/reading/compose-difference';
import { checkPlausibility } from '../../lambda/core/catalog/reading/plausibility';
import { readFoundationModels } from '../../lambda/core/catalog/reading/read-foundation-models';
import { readInferenceProfiles } from '../../lambda/core/catalog/reading/read-inference-profiles';
import { readPriceList } from '../../lambda/core/catalog/reading/read-price-list';
import { readRateCards } from '../../lambda/core/catalog/reading/read-rate-cards';
import { applyDifference, toCatalog } from './apply-difference';
import { listPriceListNames } from './compact-catalog';
import { composeFiles } from './derived-files';
import { describeDifference } from './describe-difference';
import { formatFullCatalog, parseFullCatalog, readFullCatalog } from './full-catalog';
import { askRegion, type RegionAnswers, readRecordedRegions } from './region-answers';

export interface CatalogOptions {
  /** The Regions that are asked. */
  readonly regions: readonly string[];
  /** A folder with recorded answers, which are read instead of asking AWS. */
  readonly from: string | undefined;
  readonly write: boolean;
  /** The models whose implausible prices are accepted. */
  readonly accept: readonly string[];
  /** The root of the repository. */
  readonly root: string;
  /** E.g. `2026-11-28`. */
  readonly today: string;
}

/**
 * Compares the catalog with AWS and returns a description for review.
 *
 * @throws Error if AWS cannot be asked, or what it says does not fit the catalog's schema. Then nothing is written
 */
export async function runCatalog({
  regions,
  from,
  write,
  accept,
  root,
  today,
}: CatalogOptions): Promise<string> {
  const catalog = readFullCatalog(root);
  const names = new Map(Object.entries(listPriceListNames(catalog)));
  const answers = from === undefined ? await askRegions(regions, names) : readRecordedRegions(from);
  const known = toCatalog(catalog);
  const difference = composeDifference(known, {
    prices: answers.flatMap(({ products, offers }) => [
      readPriceList(products, names),
      readRateCards(offers),
    ]),
    regions: answers.map(({ region, models, profiles }) => ({
      region,
      models: readFoundationModels(models),
      profiles: readInferenceProfiles(profiles),
    })),
  });
  const checked = checkPlausibility(known, difference, new Set(accept));
  const text = formatFullCatalog(applyDifference(catalog, checked.accepted, today));
  const files = composeFiles(parseFullCatalog(text), root);
  if (write) writeFiles(files);
  return describeDifference(checked);
}

async function askRegions(
  regions: readonly string[],
  names: ReadonlyMap<string, string>,
): Promise<readonly RegionAnswers[]> {
  const answers: RegionAnswers[] = [];
  // One after another, because the price list has a low quota.
  for (const region of regions) answers.push(await askRegion(region, names));
  return answers;
}

/** Writes the files that follow from the catalog, and the catalog in its own layout. */
export function deriveFiles(root: string): void {
  writeFiles(composeFiles(readFullCatalog(root), root));
}

function writeFiles(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) writeFileSync(path, text);
}
