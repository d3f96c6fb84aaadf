import { REGION_BY_BILLING_CODE } from './billing-regions';
import {
  type PriceReading,
  type PriceReadings,
  rankUsage,
  readUsdPerMillion,
  type Unread,
} from './price-reading';
import { parseRateDimension } from './usage-type';

/** The members that are read of the answer of `bedrock:ListFoundationModelAgreementOffers`. */
export interface AgreementOffers {
  readonly modelId?: string | undefined;
  readonly offers?: readonly AgreementOffer[] | undefined;
}

interface AgreementOffer {
  readonly termDetails?:
    | {
        readonly usageBasedPricingTerm?:
          | { readonly rateCard?: readonly Rate[] | undefined }
          | undefined;
      }
    | undefined;
}

interface Rate {
  readonly dimension?: string | undefined;
  readonly price?: string | undefined;
  readonly unit?: string | undefined;
}

/** Reads the rate cards of models of the Marketplace, such as Claude and OpenAI's. Their prices are of a million tokens. */
export function readRateCards(answers: readonly AgreementOffers[]): PriceReadings {
  const outcomes = answers.flatMap(({ modelId = '', offers = [] }) =>
    offers.flatMap(({ termDetails }) =>
      (termDetails?.usageBasedPricingTerm?.rateCard ?? []).map((rate) => readRate(modelId, rate)),
    ),
  );
  return {
    readings: outcomes.filter((outcome) => outcome !== undefined && 'modelId' in outcome),
    unread: outcomes.filter((outcome) => outcome !== undefined && 'problem' in outcome),
  };
}

function readRate(
  modelId: string,
  { dimension = '', price, unit = 'Units' }: Rate,
): PriceReading | Unread | undefined {
  const name = `${dimension} of ${modelId}`;
  const usage = parseRateDimension(dimension);
  if (usage.kind === 'other') return undefined;
  if (usage.kind === 'unknown') return { name, problem: 'has words that are not known' };
  const region = usage.billingCode && REGION_BY_BILLING_CODE.get(usage.billingCode);
  if (usage.billingCode !== undefined && region === undefined) {
    return { name, problem: 'is of a Region that is not known' };
  }
  const usdPerMillion = readUsdPerMillion(price, unit);
  if (usdPerMillion === undefined) return { name, problem: 'has no price in USD by the token' };
  const { isGlobal, tier, isLongPrompt, token } = usage;
  const rank = rankUsage(usage);
  return { modelId, region, isGlobal, tier, isLongPrompt, token, usdPerMillion, rank, name };
}
