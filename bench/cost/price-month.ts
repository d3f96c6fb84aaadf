import { LIST_PRICES } from './list-prices';
import { type CallPrice, type CallShape, priceCalls } from './price-calls';

export interface MonthShape extends CallShape {
  readonly calls: number;
  /** Names under combinations of dimension values that are published all through the month. */
  readonly metrics: number;
}

/** USD for a month, by what is billed. */
export interface MonthPrice extends CallPrice {
  readonly metrics: number;
}

const MILLION = 1e6;

/** Unlike all else, custom metrics cost the same however many calls there are. */
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
