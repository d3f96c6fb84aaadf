import { isJsonObject, type JsonObject } from '../lambda/core/json/json-object';
import { priceTokens } from './soak-prices';

const NANO = 1e9;
/** USD are binary fractions. */
const TOLERANCE = 1e-3;

/** What is wrong with the costs that receipts tell, by their usage and the soak's own price list. */
export function checkCosts(receipts: readonly JsonObject[]): readonly string[] {
  return receipts.filter(isPriced).flatMap((receipt) => {
    const told = Number(receipt['estimated_cost_usd']) * NANO;
    const expected = reckon(receipt);
    // The list is in whole nano-dollars, rounded up.
    if (told < expected + TOLERANCE && told > expected - 1 - TOLERANCE) return [];
    const amounts = `${told} nano-dollars, where its usage costs ${expected}`;
    return [`receipt ${receipt['request_id']} tells of ${amounts}`];
  });
}

/** Counting tokens costs nothing. */
function isPriced({ usage, action }: JsonObject): boolean {
  return isJsonObject(usage) && action !== 'count-tokens';
}

function reckon({ usage, attempts, resolved_tier: resolved }: JsonObject): number {
  const served: unknown = Array.isArray(attempts) ? attempts.at(-1) : undefined;
  if (!isJsonObject(served) || !isJsonObject(usage)) return Number.NaN;
  const candidate = {
    modelId: String(served['model_id']),
    tier: String(resolved ?? served['tier']),
  };
  return priceTokens(candidate, Number(usage['inputTokens']), Number(usage['outputTokens']));
}
