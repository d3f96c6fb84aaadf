import { describe, expect, it } from 'vitest';
import {
  type AccessBounds,
  requireAllowedModel,
  requireAllowedTier,
} from '../../../../lambda/core/routing/access-bounds';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const BOUNDS: AccessBounds = {
  models: ['us.amazon.nova-2-lite-v1:0', PROFILE_ARN],
  tiers: ['default', 'flex'],
};

describe('a model', () => {
  it.each(['us.amazon.nova-2-lite-v1:0', PROFILE_ARN])('%s on the list is allowed', (model) => {
    expect(() => requireAllowedModel(BOUNDS, model)).not.toThrow();
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
  ])('%j that is only like one on the list is refused, and those on the list named', (model) => {
    expect(() => requireAllowedModel(BOUNDS, model)).toThrow(
      expect.objectContaining({
        code: 'model-not-allowed',
        message: `model "${model}" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456`,
      }),
    );
  });

  it('is allowed whatever its name when any model is', () => {
    const bounds: AccessBounds = { models: 'any', tiers: [] };
    expect(() => requireAllowedModel(bounds, 'google.gemma-3-27b-it')).not.toThrow();
  });

  it('is never allowed by an empty list', () => {
    const bounds: AccessBounds = { models: [], tiers: ['default'] };
    expect(() => requireAllowedModel(bounds, 'google.gemma-3-27b-it')).toThrow(
      expect.objectContaining({ code: 'model-not-allowed' }),
    );
  });
});

describe('a tier', () => {
  it.each(['default', 'flex'] as const)('%s on the list is allowed', (tier) => {
    expect(() => requireAllowedTier(BOUNDS, tier)).not.toThrow();
  });

  it.each(['priority', 'reserved'] as const)('%s off the list is refused', (tier) => {
    expect(() => requireAllowedTier(BOUNDS, tier)).toThrow(
      expect.objectContaining({
        code: 'tier-not-allowed',
        message: `service tier "${tier}" is not allowed here; the allowed tiers are default, flex`,
      }),
    );
  });

  it('is never allowed by an empty list, not even the default one', () => {
    expect(() => requireAllowedTier({ models: 'any', tiers: [] }, 'default')).toThrow(
      expect.objectContaining({ code: 'tier-not-allowed' }),
    );
  });
});
