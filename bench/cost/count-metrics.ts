import { METRICS } from '../../lambda/contract';

/** What is told apart in metrics, each by a combination of dimension values of its own. */
export interface MetricShape {
  /** Operations, each on one tier. */
  readonly operations: number;
  /** Models, each on one requested and one resolved tier. */
  readonly models: number;
  /** Callers with a policy, each on one tier; none where the endpoint has no keys. */
  readonly callers: number;
}

/** Of a request that is served whole: one count of it, two of tokens, cost, savings and two latencies. */
const NAMES_WHERE_SERVED = 7;
/** Errors, streams, prompt caches and fallbacks add the others; a bad mapping is told under a combination of its own. */
const MOST_NAMES = Object.keys(METRICS).length - 1;

/** How many custom metrics CloudWatch bills: each name under each combination of dimension values. */
export function countMetrics({ operations, models, callers }: MetricShape) {
  const combinations = operations + models + callers;
  return { served: combinations * NAMES_WHERE_SERVED, atMost: combinations * MOST_NAMES };
}
