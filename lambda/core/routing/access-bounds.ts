import { RouterError } from '../errors/router-error';
import { nameModels } from '../ids/name-models';
import type { ServiceTier } from '../ids/service-tier';

/** The models and tiers that a deployment allows. The IAM policy of the function has the same bounds. */
export interface AccessBounds {
  /** Base model IDs and ARNs, exactly as a route names them; `any` by default when the router runs locally. */
  readonly models: readonly string[] | 'any';
  readonly tiers: readonly ServiceTier[];
  /** Whether settings may name a cache, which stores what models answer. */
  readonly hasReplyCache?: boolean | undefined;
  /** The names of the connections; none by default. */
  readonly connections?: readonly string[] | undefined;
}

/** @throws RouterError `model-not-allowed` */
export function requireAllowedModel({ models }: AccessBounds, baseModelId: string): void {
  if (models === 'any' || models.includes(baseModelId)) return;
  throw new RouterError(
    'model-not-allowed',
    `model "${baseModelId}" is not allowed here; the allowed models are ${nameModels(models)}`,
  );
}

export function isAllowedModel({ models }: AccessBounds, baseModelId: string): boolean {
  return models === 'any' || models.includes(baseModelId);
}

export function isAllowedTier({ tiers }: AccessBounds, tier: ServiceTier): boolean {
  return tiers.includes(tier);
}

/** @throws RouterError `tier-not-allowed` */
export function requireAllowedTier({ tiers }: AccessBounds, tier: ServiceTier): void {
  if (tiers.includes(tier)) return;
  throw new RouterError(
    'tier-not-allowed',
    `service tier "${tier}" is not allowed here; the allowed tiers are ${tiers.join(', ')}`,
  );
}

/** @throws RouterError `unknown-connection` */
export function requireConnection({ connections = [] }: AccessBounds, connection?: string): void {
  if (connection === undefined || connections.includes(connection)) return;
  throw new RouterError(
    'unknown-connection',
    `there is no connection "${connection}"; the connections are ${connections.join(', ') || 'none'}`,
  );
}
