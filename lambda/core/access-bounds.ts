import type { ServiceTier } from './service-tier';

/** What a deployment lets the router use; the function's IAM policy has the same bounds. */
export interface AccessBounds {
  /** Base model IDs and ARNs, exactly as a route names them; `any` on a laptop. */
  readonly models: readonly string[] | 'any';
  readonly tiers: readonly ServiceTier[];
}

export function isAllowedModel(bounds: AccessBounds, baseModelId: string): boolean {
  return bounds.models === 'any' || bounds.models.includes(baseModelId);
}

export function isAllowedTier(bounds: AccessBounds, tier: ServiceTier): boolean {
  return bounds.tiers.includes(tier);
}
