import { LIST_PRICES } from './list-prices';
import { type CallPrice, type CallShape, priceCalls } from './price-calls';

export interface MonthShape extends CallShape {
  readonly calls: number;
  /** Custom metrics that are published throughout the month. */
  readonly metrics: number;
}

/** USD for a month, by service. */
export interface MonthPrice extends CallPrice {
  readonly metrics: number;
}

const MILLION = 1e6;

/** The price of custom metrics does not depend on the number of calls. */
export function priceMonth({ calls, metrics: count, ...shape }: MonthShape): MonthPrice {
  const { gateway, lambda, logs, ledger, total } = priceCalls(shape);
  const share = calls / MILLION;
  const metrics = count * LIST_PRICES.metricMonth;
  return {
    gateway: gateway * share,
    lambda: lambda * share,
    logs: logs * share,
    ledger: ledger * share,
    metrics,
    total: total * share + metrics,
  };
}
