import { describe, expect, it } from 'vitest';
import {
  type AccessBounds,
  isAllowedModel,
  isAllowedTier,
} from '../../../lambda/core/access-bounds';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const BOUNDS: AccessBounds = {
  models: ['us.amazon.nova-2-lite-v1:0', PROFILE_ARN],
  tiers: ['default', 'flex'],
};

describe('a model', () => {
  it.each(['us.amazon.nova-2-lite-v1:0', PROFILE_ARN])('%s on the list is allowed', (model) => {
    expect(isAllowedModel(BOUNDS, model)).toBe(true);
  });

  it.each([
    'amazon.nova-2-lite-v1:0',
    'global.amazon.nova-2-lite-v1:0',
    'us.amazon.nova-2-lite-v1',
    'us.amazon.nova-2-lite-v1:0:flex',
    'US.AMAZON.NOVA-2-LITE-V1:0',
    'abc123def456',
    '*',
    'any',
    '',
  ])('%j that is only like one on the list is not allowed', (model) => {
    expect(isAllowedModel(BOUNDS, model)).toBe(false);
  });

  it('is allowed whatever its name where any model is', () => {
    expect(isAllowedModel({ models: 'any', tiers: [] }, 'google.gemma-3-27b-it')).toBe(true);
  });

  it('is never allowed by an empty list', () => {
    expect(isAllowedModel({ models: [], tiers: ['default'] }, 'google.gemma-3-27b-it')).toBe(false);
  });
});

it.each([
  ['default', true],
  ['flex', true],
  ['priority', false],
  ['reserved', false],
] as const)('whether tier %s is allowed: %s', (tier, verdict) => {
  expect(isAllowedTier(BOUNDS, tier)).toBe(verdict);
});
