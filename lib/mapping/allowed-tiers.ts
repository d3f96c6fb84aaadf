import type { Operations } from './operations';
import { ALL_SERVICE_TIERS, type ServiceTier } from './service-tier';

/**
 * Resolves the tiers that routes and requests may ask for, in the order of {@link ALL_SERVICE_TIERS}.
 *
 * @throws Error if an operation asks for another tier
 */
export function resolveAllowedTiers(
  operations: Operations,
  allowedTiers: readonly ServiceTier[] = ALL_SERVICE_TIERS,
): readonly ServiceTier[] {
  if (allowedTiers.length === 0) {
    throw new Error(
      `allowedTiers must name at least one of ${ALL_SERVICE_TIERS.join(', ')}, got none`,
    );
  }
  for (const [operation, route] of Object.entries(operations)) {
    const forbidden = route.find(({ tier }) => !allowedTiers.includes(tier));
    if (forbidden === undefined) continue;
    throw new Error(
      `the operation "${operation}" asks for the tier "${forbidden.tier}", ` +
        `which is not in allowedTiers: ${allowedTiers.join(', ')}`,
    );
  }
  return ALL_SERVICE_TIERS.filter((tier) => allowedTiers.includes(tier));
}

export function areAllTiersAllowed(allowedTiers: readonly ServiceTier[]): boolean {
  return allowedTiers.length === ALL_SERVICE_TIERS.length;
}
