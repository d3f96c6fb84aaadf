import { parseTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import type { JsonObject } from '../../lambda/core/json/json-object';
import { SOAK_OPERATIONS, WORK_VARIANTS } from '../traffic/operations';

/** Variant → the base models of its route. */
const MODELS = new Map<unknown, readonly string[]>(
  [...WORK_VARIANTS, { name: 'mapping', route: SOAK_OPERATIONS.work }].map(({ name, route }) => [
    name,
    route.split(',').map((text) => parseTieredModelId(text).baseModelId),
  ]),
);

/** Lists receipts of the operation with a split that name no variant of it, or a model of another one. */
export function checkVariants(receipts: readonly JsonObject[]): readonly string[] {
  return receipts.filter(isPlanned).flatMap((receipt) => {
    const { request_id: id, operation, variant, attempts } = receipt;
    if (operation !== 'work') {
      return variant === undefined ? [] : [`receipt ${id} of ${operation} has variant ${variant}`];
    }
    const models = MODELS.get(variant);
    if (models === undefined) return [`receipt ${id} has variant ${variant}`];
    const stray = listModels(attempts).find((model) => !models.includes(String(model)));
    return stray === undefined ? [] : [`receipt ${id} of variant ${variant} has called ${stray}`];
  });
}

function isPlanned({ requested_tier: tier }: JsonObject): boolean {
  return tier !== undefined;
}

function listModels(attempts: unknown): readonly unknown[] {
  return Array.isArray(attempts) ? attempts.map(({ model_id: id }) => id) : [];
}
