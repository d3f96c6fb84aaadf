import { isJsonObject } from '../../lambda/core/json/json-object';
import type { LoggedReceipt } from '../../lambda/core/receipts/receipt-line';
import type { TokenUsage } from '../../lambda/core/wire/token-usage';
import type { Period, ReportFigures } from './source';
import { readUsd } from './usd-units';

const FIRST_ERROR = 400;

export function isWithin({ from, to }: Period, receipt: LoggedReceipt): boolean {
  if (from === undefined && to === undefined) return true;
  const time = Date.parse(String(receipt.timestamp));
  return time >= (from?.getTime() ?? -Infinity) && time <= (to?.getTime() ?? Infinity);
}

/** The figures of one request. */
export function readFigures(receipt: LoggedReceipt): ReportFigures {
  const hasUsage = isJsonObject(receipt.usage);
  const cost = readNumber(receipt.estimated_cost_usd);
  return {
    requests: 1,
    errors: (readNumber(receipt.status) ?? 0) >= FIRST_ERROR ? 1 : 0,
    inputTokens: readCount(receipt, 'inputTokens'),
    outputTokens: readCount(receipt, 'outputTokens'),
    priced: cost === undefined ? 0 : 1,
    unpriced: hasUsage && cost === undefined ? 1 : 0,
    costUnits: readUsd(cost ?? 0),
    savingsUnits: readUsd(readNumber(receipt.estimated_savings_usd) ?? 0),
  };
}

function readCount({ usage }: LoggedReceipt, name: keyof TokenUsage): number {
  return (isJsonObject(usage) ? readNumber(usage[name]) : undefined) ?? 0;
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
