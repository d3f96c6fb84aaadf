import { describe, expect, it } from 'vitest';
import {
  type AccessBounds,
  isAllowedModel,
  isAllowedTier,
  requireAllowedModel,
  requireAllowedTier,
} from '../../../../lambda/core/routing/access-bounds';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const BOUNDS: AccessBounds = { models: [NOVA, PROFILE], tiers: ['default', 'flex'] };
const NOTHING: AccessBounds = { models: [], tiers: [] };

describe('a model', () => {
  it.each([
    [BOUNDS, NOVA],
    [BOUNDS, PROFILE],
    [{ ...NOTHING, models: 'any' } as const, 'google.gemma-3-27b-it'],
  ])('of %j is allowed: %s', (bounds, model) => {
    expect(isAllowedModel(bounds, model)).toBe(true);
    expect(() => requireAllowedModel(bounds, model)).not.toThrow();
  });

  it.each(['amazon.nova-2-lite-v1:0', `${NOVA}:flex`, NOVA.toUpperCase(), 'any', ''])(
    '%j that is only like one of them is refused, and those that are allowed are named',
    (model) => {
      expect(isAllowedModel(BOUNDS, model)).toBe(false);
      expect(() => requireAllowedModel(BOUNDS, model)).toThrow(
        expect.objectContaining({
          code: 'model-not-allowed',
          message: `model "${model}" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0 and an ARN`,
        }),
      );
    },
  );

  it('is never allowed by an empty list', () => {
    expect(isAllowedModel(NOTHING, NOVA)).toBe(false);
    expect(() => requireAllowedModel(NOTHING, NOVA)).toThrow(/^model .* is not allowed here/);
  });
});

describe('a tier', () => {
  it.each(['default', 'flex'] as const)('%s on the list is allowed', (tier) => {
    expect(isAllowedTier(BOUNDS, tier)).toBe(true);
    expect(() => requireAllowedTier(BOUNDS, tier)).not.toThrow();
  });

  it.each([
    [BOUNDS, 'priority', 'default, flex'],
    [NOTHING, 'default', ''],
  ] as const)('of %j is refused: %s', (bounds, tier, allowed) => {
    expect(isAllowedTier(bounds, tier)).toBe(false);
    expect(() => requireAllowedTier(bounds, tier)).toThrow(
      expect.objectContaining({
        code: 'tier-not-allowed',
        message: `service tier "${tier}" is not allowed here; the allowed tiers are ${allowed}`,
      }),
    );
  });
});
