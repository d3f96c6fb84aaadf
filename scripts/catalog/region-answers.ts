import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { PricingClient } from '@aws-sdk/client-pricing';
import { BedrockModelLists } from '../../lambda/adapters/bedrock-catalog/model-lists';
import { PricingPriceList } from '../../lambda/adapters/price-list/price-list';
import {
  type FoundationModel,
  readFoundationModels,
} from '../../lambda/core/catalog/reading/read-foundation-models';
import type { InferenceProfile } from '../../lambda/core/catalog/reading/read-inference-profiles';
import {
  type PriceListNames,
  readPriceList,
} from '../../lambda/core/catalog/reading/read-price-list';
import type { AgreementOffers } from '../../lambda/core/catalog/reading/read-rate-cards';

/** What AWS answers of one Region. */
export interface RegionAnswers {
  readonly region: string;
  readonly products: readonly string[];
  readonly models: readonly FoundationModel[];
  readonly profiles: readonly InferenceProfile[];
  readonly offers: readonly AgreementOffers[];
}

/** The price list is an API of few Regions, but has the prices of all. */
const PRICE_LIST_REGION = 'us-east-1';
const TIME_LIMIT_MILLIS = 600_000;
/** How the names of files with recorded answers begin. */
const BEGINNINGS = [
  'get-products-',
  'list-foundation-models',
  'list-inference-profiles',
  'agreement-offers-',
] as const;
const NAMES = `the names of the JSON files begin with ${BEGINNINGS.join(', ')}`;

/**
 * Asks AWS with the credentials of the environment.
 *
 * @throws Error if a call fails
 */
export async function askRegion(region: string, names: PriceListNames): Promise<RegionAnswers> {
  const bedrock = new BedrockClient({ region });
  const pricing = new PricingClient({ region: PRICE_LIST_REGION });
  const signal = AbortSignal.timeout(TIME_LIMIT_MILLIS);
  try {
    const lists = new BedrockModelLists(bedrock);
    const products = await new PricingPriceList(pricing).read(region, signal);
    const models = await lists.readFoundationModels(signal);
    const profiles = await lists.readInferenceProfiles(signal);
    const listed = new Set(readPriceList(products, names).readings.map(({ modelId }) => modelId));
    const unlisted = readFoundationModels(models).filter(({ id }) => !listed.has(id));
    const offers: AgreementOffers[] = [];
    for (const { id } of unlisted) {
      offers.push((await lists.readAgreementOffers(id, signal)) ?? {});
    }
    return { region, products, models, profiles, offers };
  } finally {
    bedrock.destroy();
    pricing.destroy();
  }
}

/**
 * Reads answers that the AWS CLI has recorded, from a folder for each Region:
 *
 * | file                                | recorded by                                                        |
 * |-------------------------------------|--------------------------------------------------------------------|
 * | `get-products-<offer>.json`         | `aws pricing get-products --service-code <offer>`                  |
 * | `list-foundation-models.json`       | `aws bedrock list-foundation-models`                               |
 * | `list-inference-profiles.json`      | `aws bedrock list-inference-profiles`                              |
 * | `agreement-offers-<any name>.json`  | `aws bedrock list-foundation-model-agreement-offers --model-id …`  |
 *
 * A file that is absent counts as an empty answer, which changes nothing.
 *
 * @throws Error if a folder has no answer, or a file with another name
 */
export function readRecordedRegions(folder: string): readonly RegionAnswers[] {
  const regions = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  if (regions.length === 0) throw new Error(`${folder} has no folder of a Region`);
  return regions.map(({ name }) => readRecordedRegion(name, join(folder, name)));
}

function readRecordedRegion(region: string, folder: string): RegionAnswers {
  const files = listAnswers(folder);
  const read = (beginning: (typeof BEGINNINGS)[number]) =>
    files.filter((file) => file.startsWith(beginning)).map((file) => readJson(join(folder, file)));
  return {
    region,
    products: read('get-products-').flatMap(({ PriceList = [] }) => PriceList.map(writeProduct)),
    models: read('list-foundation-models').flatMap(({ modelSummaries = [] }) => modelSummaries),
    profiles: read('list-inference-profiles').flatMap(
      ({ inferenceProfileSummaries = [] }) => inferenceProfileSummaries,
    ),
    offers: read('agreement-offers-'),
  };
}

/** A file with a wrong name is an error, because the comparison would find no difference without it. */
function listAnswers(folder: string): readonly string[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`${folder} has no recorded answer; ${NAMES}`);
  const stray = files.find((file) => !BEGINNINGS.some((beginning) => file.startsWith(beginning)));
  if (stray !== undefined)
    throw new Error(`${join(folder, stray)} is no recorded answer; ${NAMES}`);
  return files;
}

interface RecordedAnswer extends AgreementOffers {
  readonly PriceList?: readonly unknown[];
  readonly modelSummaries?: readonly FoundationModel[];
  readonly inferenceProfileSummaries?: readonly InferenceProfile[];
}

function readJson(path: string): RecordedAnswer {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}

/** The CLI records products as texts, other tools as objects. */
function writeProduct(product: unknown): string {
  return typeof product === 'string' ? product : JSON.stringify(product);
}
