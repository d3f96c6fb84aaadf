import type { PriceRow, PriceSheet } from './price-sheet';

const US_EU = ['us', 'eu'];
const US_EU_AU = ['us', 'eu', 'au'];
const US_EU_JP_AU = ['us', 'eu', 'jp', 'au'];

/**
 * Claude is called through profiles. From Claude Sonnet 4.5 on, a geographic profile costs a tenth more than `global`.
 * Sonnet 4.5 and Haiku 5.5 cost more when a prompt is longer than the row's limit.
 *
 * @see https://platform.claude.com/docs/en/about-claude/pricing for the tenth, and for the prices of `global`
 */
const ROWS: readonly PriceRow[] = [
  { model: 'anthropic.claude-opus-5-5', profiles: ['global'], rates: [4, 20, 0.2, 5] },
  { model: 'anthropic.claude-opus-5-5', profiles: US_EU_JP_AU, rates: [4.4, 22, 0.22, 5.5] },
  { model: 'anthropic.claude-opus-5', profiles: ['global'], rates: [5, 25, 0.5, 6.25] },
  { model: 'anthropic.claude-opus-5', profiles: US_EU_JP_AU, rates: [5.5, 27.5, 0.55, 6.875] },
  { model: 'anthropic.claude-opus-4-8', profiles: ['global'], rates: [5, 25, 0.5, 6.25] },
  { model: 'anthropic.claude-opus-4-8', profiles: US_EU_JP_AU, rates: [5.5, 27.5, 0.55, 6.875] },
  { model: 'anthropic.claude-opus-4-7', profiles: ['global'], rates: [5, 25, 0.5, 6.25] },
  { model: 'anthropic.claude-opus-4-7', profiles: US_EU_JP_AU, rates: [5.5, 27.5, 0.55, 6.875] },
  { model: 'anthropic.claude-opus-4-6-v1', profiles: ['global'], rates: [5, 25, 0.5, 6.25] },
  { model: 'anthropic.claude-opus-4-6-v1', profiles: US_EU_AU, rates: [5.5, 27.5, 0.55, 6.875] },
  {
    model: 'anthropic.claude-opus-4-5-20251101-v1:0',
    profiles: ['global'],
    rates: [5, 25, 0.5, 6.25],
  },
  {
    model: 'anthropic.claude-opus-4-5-20251101-v1:0',
    profiles: US_EU,
    rates: [5.5, 27.5, 0.55, 6.875],
  },
  { model: 'anthropic.claude-sonnet-5-5', profiles: ['global'], rates: [2, 10, 0.1, 2.5] },
  { model: 'anthropic.claude-sonnet-5-5', profiles: US_EU_JP_AU, rates: [2.2, 11, 0.11, 2.75] },
  { model: 'anthropic.claude-sonnet-5', profiles: ['global'], rates: [2, 10, 0.2, 2.5] },
  { model: 'anthropic.claude-sonnet-5', profiles: US_EU_JP_AU, rates: [2.2, 11, 0.22, 2.75] },
  { model: 'anthropic.claude-sonnet-4-6', profiles: ['global'], rates: [3, 15, 0.3, 3.75] },
  { model: 'anthropic.claude-sonnet-4-6', profiles: US_EU_JP_AU, rates: [3.3, 16.5, 0.33, 4.125] },
  {
    model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    profiles: ['global'],
    rates: [3, 15, 0.3, 3.75],
    longestPromptTokens: 200_000,
  },
  {
    model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    profiles: US_EU_JP_AU,
    rates: [3.3, 16.5, 0.33, 4.125],
    longestPromptTokens: 200_000,
  },
  {
    model: 'anthropic.claude-haiku-5-5',
    profiles: ['global'],
    rates: [0.1, 0.5, 0.01, 0.125],
    longestPromptTokens: 100_000,
  },
  {
    model: 'anthropic.claude-haiku-5-5',
    profiles: US_EU_JP_AU,
    rates: [0.11, 0.55, 0.011, 0.1375],
    longestPromptTokens: 100_000,
  },
  {
    model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    profiles: ['global'],
    rates: [1, 5, 0.1, 1.25],
  },
  {
    model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    profiles: US_EU_JP_AU,
    rates: [1.1, 5.5, 0.11, 1.375],
  },
  { model: 'anthropic.claude-fable-5-1', profiles: ['global'], rates: [10, 50, 0.25, 12.5] },
  { model: 'anthropic.claude-fable-5-1', profiles: ['us'], rates: [11, 55, 0.275, 13.75] },
  { model: 'anthropic.claude-fable-5', profiles: ['global'], rates: [10, 50, 1, 12.5] },
  { model: 'anthropic.claude-fable-5', profiles: US_EU_AU, rates: [11, 55, 1.1, 13.75] },
  { model: 'anthropic.claude-mythos-5-1', profiles: ['global'], rates: [10, 50, 0.25, 12.5] },
  { model: 'anthropic.claude-mythos-5-1', profiles: ['us'], rates: [11, 55, 0.275, 13.75] },
  { model: 'anthropic.claude-mythos-5', profiles: ['us'], rates: [11, 55, 1.1, 13.75] },
  {
    model: 'anthropic.claude-opus-4-1-20250805-v1:0',
    profiles: ['us'],
    rates: [15, 75, 1.5, 18.75],
  },
];

export const ANTHROPIC_PRICES: PriceSheet = {
  source:
    'https://aws.amazon.com/bedrock/pricing/ and https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrockFoundationModels/current/index.json, as litellm 1.109.1 has them in model_prices_and_context_window_backup.json',
  date: '2026-11-21',
  rows: ROWS,
};
