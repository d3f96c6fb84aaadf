import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { areAllTiersAllowed, resolveAllowedTiers } from '../../../lib/mapping/allowed-tiers';

const OPERATIONS = { extraction: [TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX)] };

it('are all tiers by default', () => {
  const tiers = resolveAllowedTiers(OPERATIONS);
  expect(tiers).toEqual(['priority', 'default', 'flex', 'reserved', 'ultrafast']);
  expect(areAllTiersAllowed(tiers)).toBe(true);
});

it('are in a fixed order, and each tier once', () => {
  const tiers = resolveAllowedTiers(OPERATIONS, [
    ServiceTier.FLEX,
    ServiceTier.DEFAULT,
    ServiceTier.FLEX,
  ]);
  expect(tiers).toEqual(['default', 'flex']);
  expect(areAllTiersAllowed(tiers)).toBe(false);
});

it.each([
  [
    [],
    'allowedTiers must name at least one of priority, default, flex, reserved, ultrafast, got none',
  ],
  [
    [ServiceTier.PRIORITY, ServiceTier.DEFAULT],
    'the operation "extraction" asks for the tier "flex", which is not in allowedTiers: priority, default',
  ],
])('refuses %j', (tiers, message) => {
  expect(() => resolveAllowedTiers(OPERATIONS, tiers)).toThrow(message);
});
