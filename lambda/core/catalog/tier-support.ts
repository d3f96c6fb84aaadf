import type { ServiceTier } from '../ids/service-tier';
import { type Catalog, findModel } from './catalog';

/**
 * Whether the model is known to take the tier; `unknown` for models and ARNs that are not listed. Any model may have a
 * reservation.
 *
 * Lists have been wrong in both directions. So the answer serves warnings, menus and demotions, but never refuses a request:
 * Bedrock's answer decides.
 */
export function lookUpTierSupport(
  catalog: Catalog,
  baseModelId: string,
  tier: ServiceTier,
): 'supported' | 'unsupported' | 'unknown' {
  if (tier === 'default') return 'supported';
  const tiers = tier === 'reserved' ? undefined : findModel(catalog, baseModelId)?.tiers;
  if (tiers === undefined) return 'unknown';
  return tiers.includes(tier) ? 'supported' : 'unsupported';
}
