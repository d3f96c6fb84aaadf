import { NO_PROFILE, type PriceSheet } from './price-sheet';

const profiles = [NO_PROFILE];

/** A tier has rates of its own when the price list rounds them to cents. */
export const MISTRAL_PRICES: PriceSheet = {
  source:
    'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/us-east-1/index.json, as litellm 1.109.1 has it in model_prices_and_context_window_backup.json',
  date: '2026-11-21',
  rows: [
    {
      model: 'mistral.magistral-small-2509',
      profiles,
      rates: [0.5, 1.5],
      tierRates: { priority: [0.88, 2.63] },
    },
    {
      model: 'mistral.ministral-3-3b-instruct',
      profiles,
      rates: [0.1, 0.1],
      tierRates: { priority: [0.17, 0.17] },
    },
    {
      model: 'mistral.ministral-3-8b-instruct',
      profiles,
      rates: [0.15, 0.15],
      tierRates: { flex: [0.07, 0.07], priority: [0.26, 0.26] },
    },
    { model: 'mistral.ministral-3-14b-instruct', profiles, rates: [0.2, 0.2] },
    {
      model: 'mistral.mistral-large-3-675b-instruct',
      profiles,
      rates: [0.5, 1.5],
      tierRates: { priority: [0.88, 2.63] },
    },
    { model: 'mistral.voxtral-mini-3b-2507', profiles, rates: [0.04, 0.04] },
    {
      model: 'mistral.voxtral-small-24b-2507',
      profiles,
      rates: [0.1, 0.3],
      tierRates: { priority: [0.17, 0.52] },
    },
  ],
};
