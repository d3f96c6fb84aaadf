import { CACHE_METRICS, METRICS } from '../../lambda/contract';

/** Numbers of combinations of dimension values. */
export interface MetricShape {
  /** Operations, each on one tier. */
  readonly operations: number;
  /** Models, each on one requested and one resolved tier. */
  readonly models: number;
  /** Callers with a policy, each on one tier. 0 if the endpoint has no keys. */
  readonly callers: number;
}

/** A served request publishes one count, two token counts, cost, savings and two latencies. */
const NAMES_WHERE_SERVED = 7;
/** Errors, streams, caches and fallbacks add the others. `MappingErrors` and `CacheErrors` have a combination of their own. */
const MOST_NAMES = Object.keys({ ...METRICS, ...CACHE_METRICS }).length - 2;

/** Counts the custom metrics that CloudWatch bills: each name under each combination of dimension values. */
export function countMetrics({ operations, models, callers }: MetricShape) {
  const combinations = operations + models + callers;
  return { served: combinations * NAMES_WHERE_SERVED, atMost: combinations * MOST_NAMES };
}
