import type { Catalog } from '../../lambda/core/catalog/catalog';
import { lookUpTierSupport } from '../../lambda/core/catalog/tier-support';
import type { ServiceTier } from '../../lambda/core/ids/service-tier';
import { measureChange } from '../../lambda/core/operator/compare-prices';
import { priceUsage } from '../../lambda/core/pricing/price-usage';
import type { Prices } from '../../lambda/core/pricing/prices';
import type { AdvisedOperation } from '../documents/advice';
import type { LoggedLatency, LoggedUsage } from './read-usage';

export interface AdviceFacts {
  readonly usage: readonly LoggedUsage[];
  readonly latencies: readonly LoggedLatency[];
  readonly prices: Prices;
  readonly catalog: Catalog;
  /** The tiers that the deploy allows. */
  readonly tiers: readonly ServiceTier[];
}

/** Describes each operation's calls to each model, the most expensive first. */
export function describeAdvice(facts: AdviceFacts): readonly AdvisedOperation[] {
  const keys = new Set(facts.usage.map(({ operation, modelId }) => `${operation} ${modelId}`));
  return [...keys]
    .map((key) => describeOperation(key.split(' '), facts))
    .sort((one, other) => (other.usd ?? 0) - (one.usd ?? 0));
}

function describeOperation(
  [operation = '', modelId = '']: readonly string[],
  facts: AdviceFacts,
): AdvisedOperation {
  const usage = facts.usage.filter(
    (each) => each.operation === operation && each.modelId === modelId,
  );
  const calls = addUp(usage, (each) => each.calls);
  const priced = addUp(usage, (each) => each.pricedCalls);
  const usd = priced === 0 ? undefined : addUp(usage, (each) => each.costUsd);
  const supported = facts.tiers.filter(
    (tier) => lookUpTierSupport(facts.catalog, modelId, tier) !== 'unsupported',
  );
  return {
    operation,
    modelId,
    calls,
    uncountedCalls: calls - priced,
    usd,
    tiers: supported.map((tier) => describeTier(tier, { operation, modelId, usage, usd }, facts)),
  };
}

interface Calls {
  readonly operation: string;
  readonly modelId: string;
  readonly usage: readonly LoggedUsage[];
  /** What they have cost. */
  readonly usd: number | undefined;
}

function describeTier(
  serviceTier: ServiceTier,
  { operation, modelId, usage, usd: before }: Calls,
  { latencies, prices, catalog }: AdviceFacts,
): AdvisedOperation['tiers'][number] {
  const logged = latencies.find(
    (each) => each.operation === operation && each.modelId === modelId && each.tier === serviceTier,
  );
  const usd = priceCalls(usage, (averageUsage) => {
    const cost = priceUsage(prices, {
      baseModelId: modelId,
      tier: serviceTier,
      usage: averageUsage,
    });
    return cost.kind === 'priced' ? cost.usd : undefined;
  });
  return {
    serviceTier,
    calls: logged?.calls ?? 0,
    p95Millis: logged?.p95Millis,
    usd,
    change: measureChange(before, usd),
    support:
      lookUpTierSupport(catalog, modelId, serviceTier) === 'supported' ? 'supported' : 'unknown',
  };
}

/** Undefined if a part has no price. */
function priceCalls(
  usage: readonly LoggedUsage[],
  price: (averageUsage: LoggedUsage['averageUsage']) => number | undefined,
): number | undefined {
  const costs = usage
    .filter(({ pricedCalls }) => pricedCalls > 0)
    .map(({ averageUsage, pricedCalls }) => {
      const cost = price(averageUsage);
      return cost === undefined ? undefined : cost * pricedCalls;
    });
  if (costs.length === 0 || costs.includes(undefined)) return undefined;
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

function addUp<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0);
}
