import { DIRECT_OPERATION } from '../../contract';
import { RouterError } from '../errors/router-error';
import { nameModels } from '../ids/name-models';
import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import type { AccessBounds } from '../routing/access-bounds';
import type { CallerPolicy } from './policy';

/** Whether the policy allows the operation; `direct` stands for calls that name a model. */
export function allowsOperation({ operations }: CallerPolicy, operation: string): boolean {
  return operations === 'any' || operations.includes(operation);
}

/** Whether the policy allows the model and the tier. */
export function allowsCandidate(
  { models, tiers }: CallerPolicy,
  { baseModelId, tier }: TieredModelId,
): boolean {
  const allowsModel = models === 'any' || models.includes(baseModelId);
  return allowsModel && (tiers === 'any' || tiers.includes(tier));
}

/**
 * Refuses an operation that the policy does not list, whether or not it is mapped.
 *
 * @param operation `direct` when the caller names a model
 * @throws RouterError `caller-not-allowed`
 */
export function requireAllowedOperation(policy: CallerPolicy, operation: string): void {
  if (allowsOperation(policy, operation)) return;
  const act =
    operation === DIRECT_OPERATION
      ? 'call a model by its ID'
      : `call operation ${JSON.stringify(operation.slice(0, 64))}`;
  throw refuse(policy, act, [policy.operations].flat());
}

/** @throws RouterError `caller-not-allowed` */
export function requireCallersModel(policy: CallerPolicy, baseModelId: string): void {
  const { models } = policy;
  if (models === 'any' || models.includes(baseModelId)) return;
  throw refuse(policy, `use model ${JSON.stringify(baseModelId)}`, [nameModels(models)]);
}

/** @throws RouterError `caller-not-allowed` */
export function requireCallersTier(policy: CallerPolicy, tier: ServiceTier): void {
  const { tiers } = policy;
  if (tiers === 'any' || tiers.includes(tier)) return;
  throw refuse(policy, `ask for service tier "${tier}"`, tiers);
}

/** What both the deployment and the policy allow. Fallbacks stay within it, too. */
export function narrowBounds(bounds: AccessBounds, { models, tiers }: CallerPolicy): AccessBounds {
  return {
    models: narrowModels(bounds.models, models),
    tiers: tiers === 'any' ? bounds.tiers : bounds.tiers.filter((tier) => tiers.includes(tier)),
  };
}

function narrowModels(
  allowed: AccessBounds['models'],
  models: CallerPolicy['models'],
): AccessBounds['models'] {
  if (models === 'any') return allowed;
  return allowed === 'any' ? models : allowed.filter((model) => models.includes(model));
}

function refuse({ name }: CallerPolicy, act: string, allowed: readonly string[]): RouterError {
  const words = `caller "${name}" may not ${act}; its policy allows ${allowed.join(', ')}`;
  return new RouterError('caller-not-allowed', words);
}
