import { isJsonObject, type JsonObject } from '../lambda/core/json/json-object';
import { GOOD_VALUES } from './plan-trouble';
import { boundCall, priceTokens, type SoakCandidate, takesFlex } from './soak-prices';
import { SOAK_OPERATIONS, type SoakRequest } from './soak-request';

interface ToldAttempt extends SoakCandidate {
  /** Status, or why there was none. */
  readonly result: unknown;
}

/**
 * What docs/budgets.md says that a request is charged, in nano-dollars: by its receipt, its body and the price list,
 * and by nothing that the router has reckoned itself.
 */
export function expectCharge(receipt: JsonObject, request: SoakRequest): number {
  if (receipt['action'] === 'count-tokens') return 0;
  const attempts = readAttempts(receipt);
  const lost = attempts
    .filter(({ result }) => result === 'silent' || result === 'broken')
    .map((attempt) => boundCall(attempt, request.body))
    .reduce((sum, nanoUsd) => sum + nanoUsd, 0);
  const last = attempts.at(-1);
  const isServed = typeof last?.result === 'number' && last.result < 400;
  return isServed ? lost + expectAnswer(receipt, request, last) : lost;
}

function readAttempts({ attempts }: JsonObject): readonly ToldAttempt[] {
  if (!Array.isArray(attempts)) return [];
  return attempts.map(({ model_id: modelId, tier, result }) => ({ modelId, tier, result }));
}

function expectAnswer(receipt: JsonObject, request: SoakRequest, served: ToldAttempt): number {
  const { usage, resolved_tier: resolvedTier, tier_fallback: fallback } = receipt;
  if (!isJsonObject(usage)) return expectReservation(request, served, fallback === 'budget');
  const { inputTokens, outputTokens } = usage;
  const tier = String(resolvedTier ?? served.tier);
  return priceTokens({ ...served, tier }, Number(inputTokens), Number(outputTokens));
}

/** All that was set aside: the dearest of all that might have answered. */
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

/** The same models on flex, as far as that is cheaper than what was asked for. */
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

/** The tier that a request names is asked of all. An invoke body is in the words of the first model. */
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
  // Its route changes while requests are under way, and never has more than one candidate.
  if (name === 'moving') return GOOD_VALUES.filter((text) => text.startsWith(served.modelId));
  const isOperation = name === 'work' || name === 'urgent' || name === 'plain';
  return (isOperation ? SOAK_OPERATIONS[name] : name).split(',');
}

function readCandidate(text: string): SoakCandidate {
  const [, modelId = text, tier = 'default'] = /^(.+):(flex|priority)$/.exec(text) ?? [];
  return { modelId, tier };
}
