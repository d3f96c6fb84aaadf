import { readProfilePrefix } from '../ids/profile-prefix';
import { type Catalog, findModel } from './catalog';
import { type CatalogModel, IN_REGION } from './catalog-model';
import { findPriceRow } from './find-price-row';

/**
 * Beginning of a Region's name → the profiles that can be called there; the first match counts. AWS opens profiles in single
 * Regions, so a profile in the list may still be missing in one of them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const PROFILES_BY_REGION: readonly (readonly [beginning: string, profiles: readonly string[]])[] = [
  ['us-gov-', ['us-gov']],
  ['us-', ['us', 'global']],
  ['ca-', ['us', 'ca', 'global']],
  ['eu-', ['eu', 'global']],
  ['ap-northeast-', ['apac', 'jp', 'global']],
  ['ap-southeast-', ['apac', 'au', 'global']],
  ['ap-south-', ['apac', 'in', 'global']],
  ['ap-', ['apac', 'global']],
];
const KNOWN_PROFILES = PROFILES_BY_REGION.flatMap(([, profiles]) => profiles);

/**
 * Whether a model or one of its profiles can be called in a Region. Like tiers, the answer serves warnings and menus, but
 * never refuses a request.
 *
 * | ID                           | Region         | answer                                     |
 * |------------------------------|----------------|--------------------------------------------|
 * | `us.amazon.nova-2-lite-v1:0` | `us-east-1`    | supported                                  |
 * | `us.amazon.nova-2-lite-v1:0` | `eu-west-1`    | unsupported                                |
 * | `us.amazon.nova-2-lite-v1:0` | `me-central-1` | unknown: its profiles are not listed       |
 * | `google.gemma-3-27b-it`      | any            | supported in the model's Regions, if known |
 */
export function lookUpRegionSupport(
  catalog: Catalog,
  baseModelId: string,
  region: string,
): 'supported' | 'unsupported' | 'unknown' {
  const model = findModel(catalog, baseModelId);
  const profile = readProfilePrefix(baseModelId.slice(baseModelId.lastIndexOf('/') + 1));
  if (profile === undefined) return decide(model?.regions, region);
  if (decide(model?.profiles, profile) === 'unsupported') return 'unsupported';
  if (!KNOWN_PROFILES.includes(profile)) return 'unknown';
  return decide(findCallableProfiles(region), profile);
}

/** Whether a Region serves a model by one of its IDs, or may serve it as far as is known. */
export function isServedIn(catalog: Catalog, model: CatalogModel, region: string): boolean {
  const { id, profiles = [] } = model;
  return [id, ...profiles.map((profile) => `${profile}.${id}`)].some(
    (each) => lookUpRegionSupport(catalog, each, region) !== 'unsupported',
  );
}

/** Lists the IDs by which a model can be called in a Region: its plain ID, and its profiles. */
export function listCallableIds(
  catalog: Catalog,
  model: CatalogModel,
  region: string,
): readonly string[] {
  const { id, prices = [], profiles = prices.flatMap((price) => price.profiles) } = model;
  const isPlainCallable =
    model.regions?.includes(region) ?? findPriceRow(model, IN_REGION, region) !== undefined;
  const throughProfiles = [...new Set(profiles)]
    .filter((profile) => profile !== IN_REGION)
    .map((profile) => `${profile}.${id}`)
    .filter((profileId) => lookUpRegionSupport(catalog, profileId, region) === 'supported');
  return [...(isPlainCallable ? [id] : []), ...throughProfiles];
}

function findCallableProfiles(region: string): readonly string[] | undefined {
  return PROFILES_BY_REGION.find(([beginning]) => region.startsWith(beginning))?.[1];
}

function decide(
  known: readonly string[] | undefined,
  value: string,
): 'supported' | 'unsupported' | 'unknown' {
  if (known === undefined) return 'unknown';
  return known.includes(value) ? 'supported' : 'unsupported';
}
