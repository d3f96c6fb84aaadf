import { CACHE_METRICS, METRICS } from '../../lambda/contract';
import type { MetricReading } from './read-emf-line';
import { type Percentiles, RecentValues } from './recent-values';

/** The figures of a group of requests. */
export interface Figures {
  /** The sum of the next four members. */
  readonly requests: number;
  readonly succeeded: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly throttles: number;
  readonly tierFallbacks: number;
  readonly tierDowngrades: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly latencyMillis: Percentiles | undefined;
  readonly timeToFirstTokenMillis: Percentiles | undefined;
  readonly routerLatencyMillis: Percentiles | undefined;
  /** Undefined if no request has a price. */
  readonly estimatedCostUsd: number | undefined;
  /** Compared with the default tier of the same models; negative if the default tier costs less. */
  readonly estimatedSavingsUsd: number | undefined;
}

const TIMES: readonly string[] = [
  METRICS.invocationLatency,
  METRICS.timeToFirstToken,
  METRICS.routerLatency,
];
const SUMS: readonly string[] = Object.values(METRICS).filter((name) => !TIMES.includes(name));

/** Sums the readings of one group. Ignores metrics that are not in the contract. */
export class FiguresInProgress {
  readonly #sums = new Map<string, number>();
  readonly #times = new Map(TIMES.map((name) => [name, new RecentValues()]));

  add({ name, values }: MetricReading): void {
    for (const value of values) {
      this.#times.get(name)?.add(value);
      if (SUMS.includes(name)) this.#sums.set(name, this.#sum(name) + value);
    }
  }

  summarize(): Figures {
    const succeeded = this.#sum(METRICS.invocations) + this.#sum(CACHE_METRICS.cacheHits);
    const clientErrors = this.#sum(METRICS.invocationClientErrors);
    const serverErrors = this.#sum(METRICS.invocationServerErrors);
    const throttles = this.#sum(METRICS.invocationThrottles);
    return {
      requests: succeeded + clientErrors + serverErrors + throttles,
      ...{ succeeded, clientErrors, serverErrors, throttles },
      tierFallbacks: this.#sum(METRICS.tierFallbacks),
      tierDowngrades: this.#sum(METRICS.tierDowngrades),
      inputTokens: this.#sum(METRICS.inputTokenCount),
      outputTokens: this.#sum(METRICS.outputTokenCount),
      cacheReadInputTokens: this.#sum(METRICS.cacheReadInputTokens),
      cacheWriteInputTokens: this.#sum(METRICS.cacheWriteInputTokens),
      latencyMillis: this.#percentiles(METRICS.invocationLatency),
      timeToFirstTokenMillis: this.#percentiles(METRICS.timeToFirstToken),
      routerLatencyMillis: this.#percentiles(METRICS.routerLatency),
      estimatedCostUsd: this.#sums.get(METRICS.estimatedCost),
      estimatedSavingsUsd: this.#sums.get(METRICS.estimatedSavings),
    };
  }

  #sum(name: string): number {
    return this.#sums.get(name) ?? 0;
  }

  #percentiles(name: string): Percentiles | undefined {
    return this.#times.get(name)?.computePercentiles();
  }
}
