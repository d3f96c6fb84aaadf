import * as v from 'valibot';
import { parseJsonObject } from '../../json/json-object';
import { REGION_BY_BILLING_CODE } from './billing-regions';
import {
  type PriceReading,
  type PriceReadings,
  rankUsage,
  readUsdPerMillion,
  type Unread,
} from './price-reading';
import { parseUsageType, type TokenUsage } from './usage-type';

/** Name in the price list → base model ID. */
export type PriceListNames = ReadonlyMap<string, string>;

const TEXT = v.nullish(v.string(), '');
const PRICE_DIMENSION = v.object({
  unit: TEXT,
  pricePerUnit: v.object({ USD: v.optional(v.string()) }),
});
const TERM = v.object({ priceDimensions: v.record(v.string(), PRICE_DIMENSION) });
const PRODUCT = v.object({
  product: v.object({
    attributes: v.object({
      usagetype: v.pipe(v.string(), v.nonEmpty()),
      regionCode: TEXT,
      feature: TEXT,
      model: TEXT,
      titanModel: TEXT,
      servicename: TEXT,
    }),
  }),
  terms: v.object({ OnDemand: v.optional(v.record(v.string(), TERM), {}) }),
});

type Attributes = v.InferOutput<typeof PRODUCT>['product']['attributes'];
type PriceDimension = v.InferOutput<typeof PRICE_DIMENSION>;

const EDITION = / \(Amazon Bedrock Edition\)$/;
const OF_NO_MODEL = 'Amazon Bedrock';
/** Prices of batch inference and of custom models have the usage types of on-demand inference, but another feature. */
const FEATURES = ['', 'On-demand Inference'];
const TOKEN_UNIT = /^(1[km] tokens|units)$/i;
const LONGEST_QUOTE = 64;

/**
 * Reads the products of `pricing:GetProducts` of the offers AmazonBedrock and AmazonBedrockFoundationModels. What is not the
 * price of on-demand text tokens is passed over. A price of tokens that cannot be read is listed.
 */
export function readPriceList(products: readonly string[], names: PriceListNames): PriceReadings {
  const outcomes = products.map((product) => readProduct(product, names));
  return {
    readings: outcomes.filter((outcome) => outcome !== undefined && 'modelId' in outcome),
    unread: outcomes.filter((outcome) => outcome !== undefined && 'problem' in outcome),
  };
}

function readProduct(text: string, names: PriceListNames): PriceReading | Unread | undefined {
  const { success, output } = v.safeParse(PRODUCT, parseJsonObject(text));
  if (!success) {
    return { name: text.slice(0, LONGEST_QUOTE), problem: 'is not a product of a price list' };
  }
  const { attributes } = output.product;
  const prices = Object.values(output.terms.OnDemand).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions),
  );
  const isOfTokens = prices.some(({ unit }) => /token/i.test(unit) || TOKEN_UNIT.test(unit));
  if (!isOfTokens || !FEATURES.includes(attributes.feature)) return undefined;
  const usage = parseUsageType(attributes.usagetype);
  if (usage.kind === 'other') return undefined;
  if (usage.kind === 'unknown') {
    return { name: attributes.usagetype, problem: 'has words that are not known' };
  }
  return readPrice(attributes, usage, { prices, names });
}

function readPrice(
  attributes: Attributes,
  usage: TokenUsage,
  { prices, names }: { prices: readonly PriceDimension[]; names: PriceListNames },
): PriceReading | Unread {
  const { usagetype: name, regionCode: region } = attributes;
  const billedRegion = REGION_BY_BILLING_CODE.get(usage.billingCode ?? '') ?? region;
  if (region === '' || billedRegion !== region) {
    return { name, problem: `is not of the Region of its regionCode, "${region}"` };
  }
  const modelName = readModelName(attributes) || usage.model;
  const modelId = names.get(modelName) ?? names.get(usage.model);
  if (modelId === undefined) return { name: modelName, problem: 'is the name of no model' };
  const problem = findNameProblem(modelName, modelId, { usage, names });
  if (problem !== undefined) return { name, problem };
  const [price, ...others] = prices;
  const usdPerMillion = readUsdPerMillion(price?.pricePerUnit.USD, price?.unit);
  if (usdPerMillion === undefined || others.length > 0) {
    return { name, problem: 'has no single price in USD by the token' };
  }
  const { isGlobal, tier, isLongPrompt, token } = usage;
  const rank = rankUsage(usage);
  return { modelId, region, isGlobal, tier, isLongPrompt, token, usdPerMillion, rank, name };
}

/**
 * A usage type has its own name of the model. It may differ from that of the attributes, but it may not be that of another
 * model, or have further words: `Nova2.0Lite-thinking` for `Nova 2.0 Lite`.
 */
function findNameProblem(
  modelName: string,
  modelId: string,
  { usage, names }: { usage: TokenUsage; names: PriceListNames },
): string | undefined {
  const namedId = names.get(usage.model);
  if (namedId !== undefined) return namedId === modelId ? undefined : `is of ${namedId}, too`;
  const inUsageType = keepLettersAndDigits(usage.model);
  const further = inUsageType.split(keepLettersAndDigits(modelName), 2)[1] ?? '';
  const isOfModel = further === '' || keepLettersAndDigits(modelId).includes(inUsageType);
  return isOfModel ? undefined : 'has words that are not known';
}

function keepLettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Products of Amazon's and of open models name them in `model`; products of the Marketplace in `servicename`. */
function readModelName({ model, titanModel, servicename }: Attributes): string {
  const edition = servicename === OF_NO_MODEL ? '' : servicename.replace(EDITION, '');
  return model || titanModel || edition;
}
