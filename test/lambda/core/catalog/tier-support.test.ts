import { describe, expect, it } from 'vitest';
import {
  lookUpTierSupport,
  readProfilePrefix,
  stripProfilePrefix,
} from '../../../../lambda/core/catalog/tier-support';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';

describe('the geography of an inference profile', () => {
  it.each([
    ['us.amazon.nova-2-lite-v1:0', 'us', 'amazon.nova-2-lite-v1:0'],
    ['global.amazon.nova-2-lite-v1:0', 'global', 'amazon.nova-2-lite-v1:0'],
    ['us-gov.anthropic.claude-sonnet-4-6', 'us-gov', 'anthropic.claude-sonnet-4-6'],
    ['eu.mistral.ministral-3-8b-instruct', 'eu', 'mistral.ministral-3-8b-instruct'],
    ['apac.amazon.nova-pro-v1:0', 'apac', 'amazon.nova-pro-v1:0'],
    ['jp.anthropic.claude-sonnet-4-6', 'jp', 'anthropic.claude-sonnet-4-6'],
    ['au.anthropic.claude-sonnet-4-6', 'au', 'anthropic.claude-sonnet-4-6'],
    ['ca.amazon.nova-2-lite-v1:0', 'ca', 'amazon.nova-2-lite-v1:0'],
    ['in.amazon.nova-2-lite-v1:0', 'in', 'amazon.nova-2-lite-v1:0'],
    ['us.meta.llama4-scout-17b-instruct-v1:0', 'us', 'meta.llama4-scout-17b-instruct-v1:0'],
    ['global.zai.glm-4.7-flash', 'global', 'zai.glm-4.7-flash'],
    ['us.qwen.qwen3-next-80b-a3b', 'us', 'qwen.qwen3-next-80b-a3b'],
  ])('of %s is %s', (id, geography, model) => {
    expect(readProfilePrefix(id)).toBe(geography);
    expect(stripProfilePrefix(id)).toBe(model);
  });

  it.each([
    'amazon.nova-2-lite-v1:0',
    'qwen.qwen3-32b-v1:0',
    'meta.llama4-scout-17b-instruct-v1:0',
    'zai.glm-4.7',
    'zai.glm-4.7-flash',
    'deepseek.v3-v1:0',
    PROFILE_ARN,
    'us',
    '',
  ])('is not found in %j, which has none', (id) => {
    expect(readProfilePrefix(id)).toBeUndefined();
    expect(stripProfilePrefix(id)).toBe(id);
  });
});

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
    ['zai.glm-4.7', 'unknown'],
    ['us.newcomer.model-1', 'unknown'],
    [PROFILE_ARN, 'unknown'],
    ['', 'unknown'],
  ])('by %s is %s', (id, support) => {
    expect(lookUpTierSupport(id, 'priority')).toBe(support);
    expect(lookUpTierSupport(id, 'flex')).toBe(support);
  });
});

it.each(['amazon.nova-2-lite-v1:0', 'amazon.nova-lite-v1:0', 'us.newcomer.model-1', PROFILE_ARN])(
  '%s takes default, and may have a reservation',
  (id) => {
    expect(lookUpTierSupport(id, 'default')).toBe('supported');
    expect(lookUpTierSupport(id, 'reserved')).toBe('unknown');
  },
);
