import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import type { SoakRequest } from '../traffic/request';
import { boundCall, priceTokens, type SoakCandidate } from './prices';

/** Bedrock may bill these calls, and nothing shows how much. */
const LOST: readonly unknown[] = ['silent', 'broken', 408];

interface ReceiptAttempt extends SoakCandidate {
  /** Status, or why there was none. */
  readonly result: unknown;
}

/**
 * The charge of a request by docs/budgets.md, in nano-dollars. It is computed from the receipt, the body and the price
 * list of the soak, and from no amount that the router computed.
 */
export function expectCharge(receipt: JsonObject, request: SoakRequest): number {
  if (receipt['action'] === 'count-tokens') return 0;
  const attempts = readAttempts(receipt);
  const lost = attempts
    .filter(({ result }) => LOST.includes(result))
    .map((attempt) => boundCall(attempt, request.body))
    .reduce((sum, nanoUsd) => sum + nanoUsd, 0);
  const last = attempts.at(-1);
  const isServed = typeof last?.result === 'number' && last.result < 400;
  return isServed ? lost + expectAnswer(receipt, request, last) : lost;
}

function readAttempts({ attempts }: JsonObject): readonly ReceiptAttempt[] {
  if (!Array.isArray(attempts)) return [];
  return attempts.map(({ model_id: modelId, tier, result }) => ({ modelId, tier, result }));
}

/** If the usage is unknown, the most that the call can cost, on the tier that it asked for. */
function expectAnswer(receipt: JsonObject, request: SoakRequest, served: ReceiptAttempt): number {
  const { usage, resolved_tier: resolvedTier } = receipt;
  if (!isJsonObject(usage)) return boundCall(served, request.body);
  const { inputTokens, outputTokens } = usage;
  const tier = String(resolvedTier ?? served.tier);
  return priceTokens({ ...served, tier }, Number(inputTokens), Number(outputTokens));
}
