import { NO_PROFILE, type PriceRow, type PriceSheet } from './price-sheet';

const profiles = [NO_PROFILE];

/** A tier has rates of its own when the price list rounds them to cents. */
const ROWS: readonly PriceRow[] = [
  { model: 'deepseek.v3-v1:0', profiles, rates: [0.58, 1.68] },
  {
    model: 'google.gemma-3-12b-it',
    profiles,
    rates: [0.09, 0.29],
    tierRates: { flex: [0.05, 0.15], priority: [0.16, 0.51] },
  },
  {
    model: 'google.gemma-3-27b-it',
    profiles,
    rates: [0.23, 0.38],
    tierRates: { flex: [0.12, 0.19], priority: [0.4, 0.67] },
  },
  { model: 'google.gemma-3-4b-it', profiles, rates: [0.04, 0.08] },
  {
    model: 'minimax.minimax-m2',
    profiles,
    rates: [0.3, 1.2],
    tierRates: { priority: [0.52, 2.1] },
  },
  {
    model: 'moonshot.kimi-k2-thinking',
    profiles,
    rates: [0.6, 2.5],
    tierRates: { priority: [1.05, 4.38] },
  },
  { model: 'nvidia.nemotron-nano-12b-v2', profiles, rates: [0.2, 0.6] },
  {
    model: 'nvidia.nemotron-nano-9b-v2',
    profiles,
    rates: [0.06, 0.23],
    tierRates: { flex: [0.03, 0.12], priority: [0.11, 0.4] },
  },
  { model: 'openai.gpt-oss-120b-1:0', profiles, rates: [0.15, 0.6] },
  { model: 'openai.gpt-oss-20b-1:0', profiles, rates: [0.07, 0.3] },
  {
    model: 'openai.gpt-oss-safeguard-120b',
    profiles,
    rates: [0.15, 0.6],
    tierRates: { flex: [0.07, 0.3], priority: [0.26, 1.05] },
  },
  {
    model: 'openai.gpt-oss-safeguard-20b',
    profiles,
    rates: [0.07, 0.2],
    tierRates: { flex: [0.03, 0.1], priority: [0.12, 0.35] },
  },
  { model: 'qwen.qwen3-235b-a22b-2507-v1:0', profiles, rates: [0.22, 0.88] },
  { model: 'qwen.qwen3-32b-v1:0', profiles, rates: [0.15, 0.6] },
  { model: 'qwen.qwen3-coder-30b-a3b-v1:0', profiles, rates: [0.15, 0.6] },
  { model: 'qwen.qwen3-coder-480b-a35b-v1:0', profiles, rates: [0.45, 1.8] },
  {
    model: 'qwen.qwen3-next-80b-a3b',
    profiles,
    rates: [0.15, 1.2],
    tierRates: { flex: [0.07, 0.6], priority: [0.26, 2.1] },
  },
  {
    model: 'qwen.qwen3-vl-235b-a22b',
    profiles,
    rates: [0.53, 2.66],
    tierRates: { priority: [0.93, 4.66] },
  },
];

export const OPEN_WEIGHT_PRICES: PriceSheet = {
  source:
    'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/us-east-1/index.json and model cards of the user guide, as litellm 1.109.1 has them in model_prices_and_context_window_backup.json',
  date: '2026-11-21',
  rows: ROWS,
};
