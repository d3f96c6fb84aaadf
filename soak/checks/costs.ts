import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import { priceTokens } from './prices';

const NANO = 1e9;
/** USD are binary fractions. */
const TOLERANCE = 1e-3;

/** Lists receipts whose cost is not what their usage costs by the price list of the soak. */
export function checkCosts(receipts: readonly JsonObject[]): readonly string[] {
  return receipts.filter(isPriced).flatMap((receipt) => {
    const actual = Number(receipt['estimated_cost_usd']) * NANO;
    const expected = priceReceipt(receipt);
    // The price list is in whole nano-dollars, rounded up.
    if (actual < expected + TOLERANCE && actual > expected - 1 - TOLERANCE) return [];
    const amounts = `${actual} nano-dollars, but its usage costs ${expected}`;
    return [`receipt ${receipt['request_id']} has a cost of ${amounts}`];
  });
}

/** Bedrock does not bill token counting. */
function isPriced({ usage, action }: JsonObject): boolean {
  return isJsonObject(usage) && action !== 'count-tokens';
}

function priceReceipt({ usage, attempts, resolved_tier: resolved }: JsonObject): number {
  const served: unknown = Array.isArray(attempts) ? attempts.at(-1) : undefined;
  if (!isJsonObject(served) || !isJsonObject(usage)) return Number.NaN;
  const candidate = {
    modelId: String(served['model_id']),
    tier: String(resolved ?? served['tier']),
  };
  return priceTokens(candidate, Number(usage['inputTokens']), Number(usage['outputTokens']));
}
