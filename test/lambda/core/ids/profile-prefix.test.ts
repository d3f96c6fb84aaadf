import { describe, expect, it } from 'vitest';
import {
  readFoundationModelId,
  readProfilePrefix,
  stripProfilePrefix,
} from '../../../../lambda/core/ids/profile-prefix';

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

describe('the foundation model', () => {
  const ARN = 'arn:aws:bedrock:us-east-1:111122223333:';

  it.each([
    ['us.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
    ['anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
    [PROFILE_ARN, 'amazon.nova-2-lite-v1:0'],
    [`${ARN}inference-profile/amazon.nova-2-lite-v1:0`, 'amazon.nova-2-lite-v1:0'],
    ['arn:aws:bedrock:us-east-1::foundation-model/qwen.qwen3-32b-v1:0', 'qwen.qwen3-32b-v1:0'],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.anthropic.claude-sonnet-4-6',
      'anthropic.claude-sonnet-4-6',
    ],
  ])('behind %s is %s', (id, model) => {
    expect(readFoundationModelId(id)).toBe(model);
  });

  it.each([
    `${ARN}application-inference-profile/abc123def456`,
    `${ARN}provisioned-model/abc123def456`,
    `${ARN}custom-model-deployment/abc123def456`,
    `${ARN}imported-model/abc123def456`,
    `${ARN}prompt/ABCDEFGHIJ:12`,
    `${ARN}custom-model/amazon.nova-2-lite-v1:0/abc123def456`,
    `${ARN}custom/x:inference-profile/us.amazon.nova-2-lite-v1:0`,
  ])('is not named by %s', (arn) => {
    expect(readFoundationModelId(arn)).toBeUndefined();
  });
});
