import { METRICS } from '../../lambda/contract';
import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';

const ENDINGS = [
  METRICS.invocations,
  METRICS.invocationThrottles,
  METRICS.invocationClientErrors,
  METRICS.invocationServerErrors,
];

/** Metric → what one receipt adds to it. */
const SUMS: readonly (readonly [string, (receipt: JsonObject) => number])[] = [
  [METRICS.inputTokenCount, readUsage('inputTokens')],
  [METRICS.outputTokenCount, readUsage('outputTokens')],
  [METRICS.cacheReadInputTokens, readUsage('cacheReadInputTokens')],
  [METRICS.cacheWriteInputTokens, readUsage('cacheWriteInputTokens')],
  [METRICS.estimatedCost, ({ estimated_cost_usd: usd }) => Number(usd ?? 0)],
  [METRICS.estimatedSavings, ({ estimated_savings_usd: usd }) => Number(usd ?? 0)],
  [METRICS.tierFallbacks, ({ tier_fallback: cause }) => (cause === undefined ? 0 : 1)],
  [METRICS.tierDowngrades, (receipt) => (isDowngraded(receipt) ? 1 : 0)],
  [METRICS.invocations, countStatus((status) => status < 400)],
  [METRICS.invocationThrottles, (receipt) => (isThrottled(receipt) ? 1 : 0)],
  [METRICS.invocationServerErrors, countStatus((status) => status >= 500)],
  [METRICS.invocationClientErrors, (receipt) => (isClientError(receipt) ? 1 : 0)],
];

/** USD are summed as binary fractions. */
const TOLERANCE = 1e-9;

/** Lists differences between the published metrics and the receipts of the same requests. */
export function checkMetrics(
  receipts: readonly JsonObject[],
  metrics: readonly JsonObject[],
): readonly string[] {
  const routed = receipts.filter(({ requested_tier: tier }) => tier !== undefined);
  const problems: string[] = [];
  if (metrics.length !== routed.length) {
    problems.push(`${metrics.length} lines of metrics for ${routed.length} routed requests`);
  }
  for (const line of metrics) {
    const endings = ENDINGS.filter((name) => line[name] === 1);
    if (endings.length !== 1) problems.push(`a request ended in ${endings.length} ways`);
  }
  for (const [name, read] of SUMS) {
    const published = sum(metrics.map((line) => Number(line[name] ?? 0)));
    const expected = sum(routed.map(read));
    if (Math.abs(published - expected) <= TOLERANCE) continue;
    problems.push(`${name} is ${published} in metrics and ${expected} in receipts`);
  }
  return problems;
}

function readUsage(name: string): (receipt: JsonObject) => number {
  return ({ usage }) => (isJsonObject(usage) ? Number(usage[name]) : 0);
}

/** Bedrock served another tier than the last attempt requested. */
function isDowngraded({ resolved_tier: resolved, attempts }: JsonObject): boolean {
  const last: unknown = Array.isArray(attempts) ? attempts.at(-1) : undefined;
  return resolved !== undefined && isJsonObject(last) && resolved !== last['tier'];
}

/** A request over its budget is not throttled, although its status is 429 too. */
function isThrottled({ status, router_error: code }: JsonObject): boolean {
  return status === 429 && code !== 'budget-exceeded';
}

function isClientError(receipt: JsonObject): boolean {
  const status = Number(receipt['status']);
  return status >= 400 && status < 500 && !isThrottled(receipt);
}

function countStatus(isCounted: (status: number) => boolean): (receipt: JsonObject) => number {
  return ({ status }) => (isCounted(Number(status)) ? 1 : 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
