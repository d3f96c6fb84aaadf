import { NO_PROFILE, type PriceSheet } from './price-sheet';

const IN_REGION_OR_US = [NO_PROFILE, 'us'];

/** The Llama models that Bedrock has not retired. */
export const META_PRICES: PriceSheet = {
  source:
    'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/us-east-1/index.json and model cards of the user guide, as litellm 1.109.1 has them in model_prices_and_context_window_backup.json; genai-prices 0.2.3 agrees',
  date: '2026-11-21',
  rows: [
    {
      model: 'meta.llama4-maverick-17b-instruct-v1:0',
      profiles: IN_REGION_OR_US,
      rates: [0.24, 0.97],
    },
    {
      model: 'meta.llama4-scout-17b-instruct-v1:0',
      profiles: IN_REGION_OR_US,
      rates: [0.17, 0.66],
    },
    { model: 'meta.llama3-3-70b-instruct-v1:0', profiles: IN_REGION_OR_US, rates: [0.72, 0.72] },
    { model: 'meta.llama3-1-70b-instruct-v1:0', profiles: IN_REGION_OR_US, rates: [0.72, 0.72] },
    { model: 'meta.llama3-1-8b-instruct-v1:0', profiles: IN_REGION_OR_US, rates: [0.22, 0.22] },
  ],
};
