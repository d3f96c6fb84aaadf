import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import { GOOD_ROUTES, SOAK_OPERATIONS, type SoakOperation } from '../traffic/operations';
import type { SoakRequest } from '../traffic/request';
import { boundCall, priceTokens, type SoakCandidate, takesFlex } from './prices';

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

function expectAnswer(receipt: JsonObject, request: SoakRequest, served: ReceiptAttempt): number {
  const { usage, resolved_tier: resolvedTier, tier_fallback: fallback } = receipt;
  if (!isJsonObject(usage)) return expectReservation(request, served, fallback === 'budget');
  const { inputTokens, outputTokens } = usage;
  const tier = String(resolvedTier ?? served.tier);
  return priceTokens({ ...served, tier }, Number(inputTokens), Number(outputTokens));
}

/** The whole reservation: the most expensive of all calls that might have answered. */
function expectReservation(
  request: SoakRequest,
  served: SoakCandidate,
  isDemoted: boolean,
): number {
  const candidates = listCandidates(request, served);
  const payable = isDemoted
    ? listDemoted(candidates, request)
    : [...candidates, ...candidates.map(({ modelId }) => ({ modelId, tier: 'default' }))];
  return Math.max(...payable.map((candidate) => boundCall(candidate, request.body)));
}

/** The same models on flex, if that is cheaper than the requested call. */
function listDemoted(
  candidates: readonly SoakCandidate[],
  { body }: SoakRequest,
): readonly SoakCandidate[] {
  const [requested] = candidates;
  return candidates
    .filter(({ modelId }) => takesFlex(modelId))
    .map(({ modelId }) => ({ modelId, tier: 'flex' }))
    .filter(
      (each) => requested !== undefined && boundCall(each, body) < boundCall(requested, body),
    );
}

/** A tier in the request holds for all candidates. The body of an invoke call suits the first model only. */
function listCandidates(
  { path, headers }: SoakRequest,
  served: SoakCandidate,
): readonly SoakCandidate[] {
  const [, endpoint, name = ''] = path.split('/');
  const route = findRoute(name, served).map(readCandidate);
  const tier = headers['x-amzn-bedrock-service-tier'];
  const asked = tier === undefined ? route : route.map(({ modelId }) => ({ modelId, tier }));
  return endpoint === 'model'
    ? asked.filter(({ modelId }) => modelId === route[0]?.modelId)
    : asked;
}

function findRoute(name: string, served: SoakCandidate): readonly string[] {
  // Its route changes while requests are under way, and always has one candidate.
  if (name === 'moving') return GOOD_ROUTES.filter((text) => text.startsWith(served.modelId));
  return (isOperation(name) ? SOAK_OPERATIONS[name] : name).split(',');
}

function isOperation(name: string): name is SoakOperation {
  return Object.hasOwn(SOAK_OPERATIONS, name);
}

function readCandidate(text: string): SoakCandidate {
  const [, modelId = text, tier = 'default'] = /^(.+):(flex|priority)$/.exec(text) ?? [];
  return { modelId, tier };
}
