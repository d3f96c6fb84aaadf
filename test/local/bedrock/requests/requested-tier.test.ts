import { describe, expect, it } from 'vitest';
import { resolveModel } from '../../../../local/bedrock/requests/model-reference';
import { checkTier } from '../../../../local/bedrock/requests/requested-tier';
import { composeCatalog } from '../../../lambda/core/catalog/compose-catalog';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const ACCOUNT = 'arn:aws:bedrock:us-east-1:111122223333';
const APPLICATION_PROFILE = `${ACCOUNT}:application-inference-profile/abc123def456`;
const PROVISIONED = `${ACCOUNT}:provisioned-model/abc123def456`;

function check(modelId: string, tier: string | undefined, servesUnlistedTiers = false) {
  return checkTier(resolveModel(modelId), tier, servesUnlistedTiers);
}

const TIERED_MODELS = `
  amazon.nova-2-lite-v1:0 amazon.nova-2-pro-preview-20251202-v1:0 amazon.nova-2-lite-omni-v1
  amazon.nova-pro-v1:0 amazon.nova-premier-v1:0
  openai.gpt-oss-120b-1:0 openai.gpt-oss-20b-1:0
  openai.gpt-oss-safeguard-20b openai.gpt-oss-safeguard-120b
  qwen.qwen3-235b-a22b-2507-v1:0 qwen.qwen3-coder-480b-a35b-v1:0 qwen.qwen3-coder-30b-a3b-v1:0
  qwen.qwen3-32b-v1:0 qwen.qwen3-next-80b-a3b qwen.qwen3-vl-235b-a22b
  deepseek.v3-v1:0
  google.gemma-3-4b-it google.gemma-3-12b-it google.gemma-3-27b-it
  minimax.minimax-m2
  mistral.magistral-small-2509 mistral.voxtral-mini-3b-2507 mistral.voxtral-small-24b-2507
  mistral.ministral-3-3b-instruct mistral.ministral-3-8b-instruct mistral.ministral-3-14b-instruct
  mistral.mistral-large-3-675b-instruct
  moonshot.kimi-k2-thinking
  nvidia.nemotron-nano-9b-v2 nvidia.nemotron-nano-12b-v2`;

it.each([
  ...TIERED_MODELS.trim().split(/\s+/),
  NOVA,
  'global.amazon.nova-2-lite-v1:0',
  `${ACCOUNT}:inference-profile/us.amazon.nova-2-lite-v1:0`,
  'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0',
  APPLICATION_PROFILE,
])('%s accepts priority, flex and default', (modelId) => {
  expect(check(modelId, 'priority')).toBe('priority');
  expect(check(modelId, 'flex')).toBe('flex');
  expect(check(modelId, 'default')).toBe('default');
  expect(check(modelId, undefined)).toBe('default');
});

it.each([CLAUDE, PROVISIONED])('%s accepts default', (modelId) => {
  expect(check(modelId, 'default')).toBe('default');
});

const UNSUPPORTED = 'The provided service tier is not supported for this model';
const INVALID = 'service tier provided is invalid';
const NO_RESERVATION = 'Reservation not found.';

it.each([
  [CLAUDE, 'flex', UNSUPPORTED],
  ['us.meta.llama3-3-70b-instruct-v1:0', 'priority', UNSUPPORTED],
  ['amazon.nova-lite-v1:0', 'flex', UNSUPPORTED],
  ['amazon.nova-micro-v1:0:128k', 'priority', UNSUPPORTED],
  [PROVISIONED, 'flex', UNSUPPORTED],
  [NOVA, 'standard', INVALID],
  [NOVA, 'FLEX', INVALID],
  [NOVA, '', INVALID],
  [NOVA, 'reserved', NO_RESERVATION],
  [CLAUDE, 'reserved', NO_RESERVATION],
  [APPLICATION_PROFILE, 'reserved', NO_RESERVATION],
])('%s refuses the tier "%s": %s', (modelId, tier, message) => {
  expect(() => check(modelId, tier)).toThrow(
    expect.objectContaining({ exception: 'ValidationException', message }),
  );
});

it('accepts priority and flex for unlisted models with servesUnlistedTiers', () => {
  expect(check(PROVISIONED, 'flex', true)).toBe('flex');
  expect(check(PROVISIONED, 'priority', true)).toBe('priority');
  expect(() => check(CLAUDE, 'flex', true)).toThrow(UNSUPPORTED);
});

it.each([
  'us.amazon.nova-2-lite-v1:0:flex',
  'google.gemma-3-27b-it:priority',
  'us.anthropic.claude-sonnet-4-6:reserved',
  `${APPLICATION_PROFILE}:flex`,
  'amazon.nova-9-huge-v1:0',
  'mars.amazon.nova-2-lite-v1:0',
  'arn:aws:s3:::bucket/key',
  'classification',
])('%s is not a model', (modelId) => {
  const message = 'The provided model identifier is invalid.';
  expect(() => resolveModel(modelId)).toThrow(
    expect.objectContaining({ exception: 'ValidationException', message }),
  );
});

describe('a model of the catalog', () => {
  const CATALOG = composeCatalog(
    { id: 'acme.large', profiles: ['us', 'global'], contextVariants: ['300k'] },
    { id: 'acme.small-v1:0', lifecycle: { endOfLife: '2026-09-14' } },
  );

  it.each<readonly [string, string]>([
    ['acme.large', 'acme.large'],
    ['us.acme.large', 'acme.large'],
    ['global.acme.large:300k', 'acme.large:300k'],
    ['acme.small-v1:0', 'acme.small-v1:0'],
    ...['us', 'eu', 'apac', 'jp', 'au', 'ca', 'in', 'us-gov', 'global'].map(
      (profile) => [`${profile}.acme.small-v1:0`, 'acme.small-v1:0'] as const,
    ),
  ])('is invoked by %s', (modelId, model) => {
    expect(resolveModel(modelId, CATALOG)).toEqual({ model, isApplicationProfile: false });
  });

  it.each(['eu.acme.large', 'acme.large:1m', 'mars.acme.small-v1:0', 'x/acme.large'])(
    'is not invoked by %s',
    (modelId) => {
      expect(() => resolveModel(modelId, CATALOG)).toThrow(
        expect.objectContaining({ exception: 'ValidationException' }),
      );
    },
  );
});

it.each([
  [`${ACCOUNT}:application-inference-profile/abc123`, undefined, true],
  [`${ACCOUNT}:prompt/ABCDEFGHIJ:12`, undefined, false],
  [`${ACCOUNT}:custom-model/amazon.x:0:8k/abc`, undefined, false],
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
])('resolves %s', (modelId, model, isApplicationProfile) => {
  expect(resolveModel(modelId)).toEqual({ model, isApplicationProfile });
});
