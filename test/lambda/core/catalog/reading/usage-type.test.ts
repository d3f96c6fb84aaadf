import { describe, expect, it } from 'vitest';
import {
  parseRateDimension,
  parseUsageType,
  type UsageType,
} from '../../../../../lambda/core/catalog/reading/usage-type';

/** One line for a usage: billing code, model, token, tier, and what else holds. */
function describeUsage(usage: UsageType): string {
  if (usage.kind === 'other') return `other: ${usage.product}`;
  if (usage.kind === 'unknown') return 'unknown';
  const marks = [
    usage.isGlobal && 'global',
    usage.isLongPrompt && 'long',
    usage.isMantle && 'mantle',
    usage.isSuperseded && 'superseded',
  ].filter(Boolean);
  const { billingCode = 'every', model, token, tier } = usage;
  return [billingCode, model || '-', token, tier, ...marks].join(' ');
}

describe('usage types of the price list', () => {
  it.each([
    ['USE1-Nova2.0Lite-input-tokens', 'USE1 Nova2.0Lite input default'],
    ['USE1-Nova2.0Lite-output-tokens-flex', 'USE1 Nova2.0Lite output flex'],
    [
      'USE1-Nova2.0Lite-input-tokens-flex-cross-region-global',
      'USE1 Nova2.0Lite input flex global',
    ],
    [
      'USW2-Nova2.0Lite-input-tokens-priority-cross-region-global',
      'USW2 Nova2.0Lite input priority global',
    ],
    ['USE1-Nova2.0Lite-cache-write-input-token-count', 'USE1 Nova2.0Lite cacheWrite default'],
    ['USW2-Nova2.0Lite-cache-write-input-token-count-flex', 'USW2 Nova2.0Lite cacheWrite flex'],
    [
      'USE1-Nova2.0Lite-cache-read-input-token-count-cross-region-global',
      'USE1 Nova2.0Lite cacheRead default global',
    ],
    ['APN1-NovaLite-cache-read-input-token-count', 'APN1 NovaLite cacheRead default'],
    [
      'USE1-Nova2.0Pro-text-input-tokens-priority-cross-region-global',
      'USE1 Nova2.0Pro input priority global',
    ],
    ['EU-Qwen3-VL-235B-A22B-input-tokens', 'EU Qwen3-VL-235B-A22B input default'],
    [
      'USE1-GPT-OSS-Safeguard-20B-input-tokens-priority',
      'USE1 GPT-OSS-Safeguard-20B input priority',
    ],
    ['USE1-gpt-oss-120b-output-tokens-priority', 'USE1 gpt-oss-120b output priority'],
    ['USE1-Gemma-3-4B-IT-input-tokens-flex', 'USE1 Gemma-3-4B-IT input flex'],
    ['USE1-Llama3-2-1B-output-tokens', 'USE1 Llama3-2-1B output default'],
    ['USE1-Claude3-5Haiku-input-tokens', 'USE1 Claude3-5Haiku input default'],
    ['USE1-TitanTextG1-Express-output-tokens', 'USE1 TitanTextG1-Express output default'],
    ['EU-TitanEmbeddingV2-Text-input-tokens', 'EU TitanEmbeddingV2-Text input default'],
    [
      'USE1-nvidia.nemotron-super-3-120b-input-tokens-flex',
      'USE1 nvidia.nemotron-super-3-120b input flex',
    ],
    [
      'USE1-Claude4Sonnet-output-tokens-long-context-cross-region-global',
      'USE1 Claude4Sonnet output default global long',
    ],
    [
      'USE1-Claude4.6Opus-cache-write-1h-input-token-count-cross-region-global',
      'USE1 Claude4.6Opus cacheWriteOneHour default global',
    ],
    [
      'USW2-moonshotai.kimi-k3-mantle-input-tokens-global-flex',
      'USW2 moonshotai.kimi-k3 input flex global mantle',
    ],
    [
      'USW2-moonshotai.kimi-k3-mantle-cache-write-tokens-30m-standard',
      'USW2 moonshotai.kimi-k3 cacheWrite default mantle',
    ],
    [
      'USE1-anthropic.claude-haiku-4-5-mantle-cache-write-tokens-1h-standard',
      'USE1 anthropic.claude-haiku-4-5 cacheWriteOneHour default mantle',
    ],
    [
      'USE1-openai.gpt-5.6-luna-mantle-cache-write-tokens-5m-long-ctx-flex',
      'USE1 openai.gpt-5.6-luna cacheWrite flex long mantle',
    ],
    [
      'USE1-xai.grok-4.6-mantle-cache-read-tokens-standard',
      'USE1 xai.grok-4.6 cacheRead default mantle',
    ],
  ])('%s is %s', (usageType, expected) => {
    expect(describeUsage(parseUsageType(usageType))).toBe(expected);
  });

  it.each([
    ['USE1-MP:USE1_InputTokenCount-Units', 'USE1 - input default'],
    ['APN1-MP:APN1_InputTokenCount_Global-Units', 'APN1 - input default global'],
    ['APN1-MP:APN1_CacheReadInputTokenCount-Units', 'APN1 - cacheRead default'],
    ['APN1-MP:APN1_CacheWriteInputTokenCount_Global-Units', 'APN1 - cacheWrite default global'],
    ['USW2-MP:USW2_CacheWrite1hInputTokenCount-Units', 'USW2 - cacheWriteOneHour default'],
    ['USE1-MP:USE1_input_tokens_global_standard-Units', 'USE1 - input default global'],
    ['USE1-MP:USE1_output_tokens_long_ctx_standard-Units', 'USE1 - output default long'],
    ['USW2-MP:USW2_cache_write_tokens_1h_standard-Units', 'USW2 - cacheWriteOneHour default'],
    [
      'USW2-MP:USW2_cache_write_tokens_30m_long_ctx_global_standard-Units',
      'USW2 - cacheWrite default global long',
    ],
    ['USE1-MP:input_tokens_standard-Units', 'USE1 - input default'],
  ])('of the Marketplace: %s is %s', (usageType, expected) => {
    expect(describeUsage(parseUsageType(usageType))).toBe(expected);
  });

  it.each([
    ['USE1-NovaPro-input-tokens-batch', 'batch inference'],
    ['USE1-Nova2.0Lite-input-tokens-cross-region-global-batch', 'batch inference'],
    ['USE1-MP:USE1_InputTokenCount_Global_Batch-Units', 'batch inference'],
    ['USE1-MP:USE1_output_tokens_batch-Units', 'batch inference'],
    ['USE1-NovaPro-output-tokens-latency-optimized', 'optimized latency'],
    ['USW2-MP:USW2_OutputTokenCount_LatencyOptimized-Units', 'optimized latency'],
    ['USE1-Nova2.0Pro-input-image-token-count-cross-region-global', 'images'],
    ['USE1-Nova2.0Omni-input-audio-token-count', 'audio'],
    ['USE1-NovaSonic-speech-understanding-input-token', 'speech'],
    ['USE1-NovaLite-input-tokens-custom-model', 'customization'],
    ['USE1-NovaPro-cache-read-input-token-count-custom-model', 'customization'],
    ['USE1-MP:USE1_Reserved_1Month_InputTPM_Geo-Units', 'reservations'],
    ['USE1-anthropic.claude-opus-5-5-reserved-1-month-input-tokens-per-minute', 'reservations'],
    [
      'USE1-MP:USE1_ProvisionedThroughput_NoCommit_ModelUnits_Usage-Units',
      'provisioned throughput',
    ],
    ['USE1-Nova2.0Lite-ProvisionedThroughput-NoCommit-ModelUnits', 'provisioned throughput'],
    ['USE1-Nova2.0Lite-nova-grounding', 'web grounding'],
  ])('%s is another product: %s', (usageType, product) => {
    expect(parseUsageType(usageType)).toEqual({ kind: 'other', product });
  });

  it.each([
    'USE1-Nova2.0Lite-input-tokens-turbo',
    'USE1-Nova2.0Lite-input-tokens-flex-somewhere',
    'USE1-Nova2.0Lite-input-tokens-flex-priority',
    'USE1-Nova2.0Lite-input-tokens-1h',
    'USE1-Nova2.0Lite-cache-write-input-token-count-5m-1h',
    'USE1-Nova2.0Lite-thoughts-tokens',
    'USE1-MP:USE1_InputTokenCount_Quantum-Units',
    'USE1-',
    '',
    'MP:-Units',
  ])('with a word that is not known are not read: "%s"', (usageType) => {
    expect(parseUsageType(usageType)).toEqual({ kind: 'unknown' });
  });
});

describe('dimensions of a rate card', () => {
  it.each([
    ['USW2_InputTokenCount_Global', 'USW2 - input default global'],
    ['USW2_OutputTokenCount_Geo', 'USW2 - output default'],
    ['USW2_InputTokenCount_LCtx_Global', 'USW2 - input default global long'],
    ['APN2_CacheWrite1hInputTokenCount_Global', 'APN2 - cacheWriteOneHour default global'],
    ['EU_cache_write_tokens_5m_standard', 'EU - cacheWrite default'],
    ['USW2_CacheWrite5mInputTokenCount_Global', 'USW2 - cacheWrite default global'],
    ['UGE1_input_tokens_standard', 'UGE1 - input default'],
    ['input_tokens_standard', 'every - input default'],
    ['input_tokens_long_ctx_flex', 'every - input flex long'],
    ['output_tokens_priority', 'every - output priority'],
    ['cache_read_tokens_long_ctx_global_standard', 'every - cacheRead default global long'],
    ['cached_input_tokens_standard', 'every - cacheRead default superseded'],
    ['cache_writes_tokens_global_standard', 'every - cacheWrite default global superseded'],
    ['input_tokens_ultrafast', 'every - input ultrafast'],
    ['USE1_CreatedImageRemoveBg', 'other: images'],
    ['input_tokens_something_new', 'unknown'],
  ])('%s is %s', (dimension, expected) => {
    expect(describeUsage(parseRateDimension(dimension))).toBe(expected);
  });
});
