import { ANY_MODEL } from '../../lambda/contract';
import { parseTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { isKnown } from '../cdk/is-known';
import type { Operations } from './operations';

/**
 * Resolves the models that a route may name: `allowedModels`, or the models of the operations if it is undefined. The
 * function checks routes against them, and its role allows only these models.
 *
 * @throws Error if an operation names another model
 */
export function resolveAllowedModels(
  operations: Operations,
  allowedModels?: readonly string[],
): readonly string[] {
  const named = Object.values(operations).flatMap((route) =>
    route.map((model) => model.baseModelId),
  );
  if (allowedModels === undefined) return [...new Set(named)];
  if (allowedModels.includes(ANY_MODEL)) return requireAlone(allowedModels);
  for (const model of allowedModels) requireNoTier(model);
  requireOperationsWithin(operations, allowedModels);
  return [...new Set(allowedModels)];
}

export function isAnyModelAllowed(allowedModels: readonly string[]): boolean {
  return allowedModels.includes(ANY_MODEL);
}

function requireAlone(allowedModels: readonly string[]): readonly string[] {
  if (allowedModels.length === 1) return allowedModels;
  throw new Error(
    `allowedModels is either ['${ANY_MODEL}'] or a list of models, got both: ${allowedModels.join(', ')}`,
  );
}

function requireNoTier(model: string): void {
  if (!isKnown(model)) return;
  const { baseModelId } = parseTieredModelId(model);
  if (baseModelId === model) return;
  throw new Error(
    `allowedModels names models without a tier, got "${model}"; write "${baseModelId}", and limit the tiers with allowedTiers`,
  );
}

function requireOperationsWithin(operations: Operations, allowedModels: readonly string[]): void {
  if (allowedModels.some((model) => !isKnown(model))) return;
  const problems = Object.entries(operations).flatMap(([operation, route]) => {
    return route
      .map(({ baseModelId }) => baseModelId)
      .filter((model) => isKnown(model) && !allowedModels.includes(model))
      .map((model) => `the operation "${operation}" names the model "${model}"`);
  });
  if (problems[0] === undefined) return;
  throw new Error(
    `${problems[0]}, which is not in allowedModels: ${allowedModels.join(', ') || 'none'}`,
  );
}
