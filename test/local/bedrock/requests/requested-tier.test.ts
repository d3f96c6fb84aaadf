import { describe, expect, it } from 'vitest';
import { resolveModel } from '../../../../local/bedrock/requests/model-reference';
import { checkTier } from '../../../../local/bedrock/requests/requested-tier';

describe.each([
  'amazon.nova-2-lite-v1:0',
  'amazon.nova-2-pro-preview-20251202-v1:0',
  'amazon.nova-2-lite-omni-v1',
  'amazon.nova-pro-v1:0',
  'amazon.nova-premier-v1:0',
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'openai.gpt-oss-safeguard-20b',
  'openai.gpt-oss-safeguard-120b',
  'qwen.qwen3-235b-a22b-2507-v1:0',
  'qwen.qwen3-coder-480b-a35b-v1:0',
  'qwen.qwen3-coder-30b-a3b-v1:0',
  'qwen.qwen3-32b-v1:0',
  'qwen.qwen3-next-80b-a3b',
  'qwen.qwen3-vl-235b-a22b',
  'deepseek.v3-v1:0',
  'google.gemma-3-4b-it',
  'google.gemma-3-12b-it',
  'google.gemma-3-27b-it',
  'minimax.minimax-m2',
  'mistral.magistral-small-2509',
  'mistral.voxtral-mini-3b-2507',
  'mistral.voxtral-small-24b-2507',
  'mistral.ministral-3-3b-instruct',
  'mistral.ministral-3-8b-instruct',
  'mistral.ministral-3-14b-instruct',
  'mistral.mistral-large-3-675b-instruct',
  'moonshot.kimi-k2-thinking',
  'nvidia.nemotron-nano-9b-v2',
  'nvidia.nemotron-nano-12b-v2',
])('%s', (modelId) => {
  it.each(['priority', 'flex', 'default'])('takes %s', (tier) => {
    expect(checkTier(resolveModel(modelId), tier, false)).toBe(tier);
  });
});

it.each(['us', 'eu', 'apac', 'jp', 'au', 'ca', 'in', 'us-gov', 'global'])(
  'knows the profile prefix %s',
  (prefix) => {
    const model = resolveModel(`${prefix}.amazon.nova-2-lite-v1:0`);
    expect(model).toEqual({ model: 'amazon.nova-2-lite-v1:0', isApplicationProfile: false });
  },
);

it.each([
  ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123', undefined, true],
  ['arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:12', undefined, false],
  ['arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.x:0:8k/abc', undefined, false],
  [
    'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.amazon.nova-pro-v1:0',
    'amazon.nova-pro-v1:0',
    false,
  ],
  [
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:300k',
    'amazon.nova-lite-v1:0:300k',
    false,
  ],
])('reads %s', (modelId, model, isApplicationProfile) => {
  expect(resolveModel(modelId)).toEqual({ model, isApplicationProfile });
});
