import { NO_PROFILE, type PriceSheet } from './price-sheet';

const IN_REGION_OR_US = [NO_PROFILE, 'us'];

/**
 * Nova. No public table has the price of a write to its cache, so a call with one is unpriced.
 *
 * Nova 2 Lite through `eu` and `apac` is absent because public tables disagree, and Nova 2 Lite Omni because none has it.
 */
export const AMAZON_PRICES: PriceSheet = {
  source:
    'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/us-east-1/index.json (jp: ap-northeast-1), as litellm 1.109.1 has it in model_prices_and_context_window_backup.json',
  date: '2026-11-21',
  rows: [
    { model: 'amazon.nova-2-lite-v1:0', profiles: ['global'], rates: [0.3, 2.5, 0.075] },
    { model: 'amazon.nova-2-lite-v1:0', profiles: ['us'], rates: [0.33, 2.75, 0.0825] },
    { model: 'amazon.nova-2-lite-v1:0', profiles: ['jp'], rates: [0.396, 3.311, 0.099] },
    {
      model: 'amazon.nova-2-pro-preview-20251202-v1:0',
      profiles: ['us'],
      rates: [1.375, 11, 0.34375],
    },
    { model: 'amazon.nova-premier-v1:0', profiles: [NO_PROFILE], rates: [2.5, 12.5, 0.625] },
    { model: 'amazon.nova-pro-v1:0', profiles: IN_REGION_OR_US, rates: [0.8, 3.2, 0.2] },
    { model: 'amazon.nova-lite-v1:0', profiles: IN_REGION_OR_US, rates: [0.06, 0.24, 0.015] },
    { model: 'amazon.nova-micro-v1:0', profiles: IN_REGION_OR_US, rates: [0.035, 0.14, 0.00875] },
  ],
};

/** The first Nova models cost the same through a geographic profile as in the Region that is called. */
export const NOVA_PREMIER_PROFILE_PRICES: PriceSheet = {
  source: 'https://aws.amazon.com/bedrock/pricing/, "Cross-region inference"',
  date: '2026-11-21',
  rows: [{ model: 'amazon.nova-premier-v1:0', profiles: ['us'], rates: [2.5, 12.5, 0.625] }],
};
