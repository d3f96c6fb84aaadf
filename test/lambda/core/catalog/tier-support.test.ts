import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { lookUpTierSupport } from '../../../../lambda/core/catalog/tier-support';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';

describe('support of priority and flex', () => {
  it.each([
    ['amazon.nova-2-lite-v1:0', 'supported'],
    ['us.amazon.nova-2-lite-v1:0', 'supported'],
    ['global.amazon.nova-2-lite-v1:0', 'supported'],
    ['amazon.nova-pro-v1:0', 'supported'],
    ['us.amazon.nova-premier-v1:0', 'supported'],
    ['openai.gpt-oss-120b-1:0', 'supported'],
    ['openai.gpt-oss-safeguard-20b', 'supported'],
    ['qwen.qwen3-32b-v1:0', 'supported'],
    ['deepseek.v3-v1:0', 'supported'],
    ['google.gemma-3-27b-it', 'supported'],
    ['mistral.mistral-large-3-675b-instruct', 'supported'],
    ['amazon.nova-lite-v1:0', 'unsupported'],
    ['us.amazon.nova-micro-v1:0', 'unsupported'],
    ['amazon.nova-lite-v1:0:300k', 'unsupported'],
    ['us.anthropic.claude-sonnet-4-6', 'unsupported'],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'unsupported'],
    ['us.meta.llama4-scout-17b-instruct-v1:0', 'unsupported'],
    ['meta.llama3-1-8b-instruct-v1:0', 'unsupported'],
    ['amazon.nova-2-lite-v1', 'unknown'],
    ['amazon.nova-2-lite-v1:0:flex', 'unknown'],
    ['zai.glm-4.7', 'supported'],
    ['openai.gpt-5.5', 'unknown'],
    ['us.newcomer.model-1', 'unknown'],
    [PROFILE_ARN, 'supported'],
    ['', 'unknown'],
  ])('by %s is %s', (id, support) => {
    expect(lookUpTierSupport(BUILT_IN_CATALOG, id, 'priority')).toBe(support);
    expect(lookUpTierSupport(BUILT_IN_CATALOG, id, 'flex')).toBe(support);
  });
});

it.each(['amazon.nova-2-lite-v1:0', 'amazon.nova-lite-v1:0', 'us.newcomer.model-1', PROFILE_ARN])(
  '%s takes default, and may have a reservation',
  (id) => {
    expect(lookUpTierSupport(BUILT_IN_CATALOG, id, 'default')).toBe('supported');
    expect(lookUpTierSupport(BUILT_IN_CATALOG, id, 'reserved')).toBe('unknown');
  },
);
