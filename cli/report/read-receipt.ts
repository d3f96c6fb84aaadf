import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import type { Period, ReportFigures } from './source';
import { readUsd } from './usd-units';

const FIRST_ERROR = 400;

/** Reads the receipt in a line of the function's log. Undefined if the line has none, or its request had no target. */
export function readReceipt(line: string): JsonObject | undefined {
  // Most lines are not receipts, and need not be parsed.
  const entry = line.includes('"latency_ms"') ? parseJsonObject(line) : undefined;
  const isReceipt = entry?.['operation'] !== undefined && entry['latency_ms'] !== undefined;
  return isReceipt ? entry : undefined;
}

export function isWithin({ from, to }: Period, receipt: JsonObject): boolean {
  if (from === undefined && to === undefined) return true;
  const time = Date.parse(String(receipt['timestamp']));
  return time >= (from?.getTime() ?? -Infinity) && time <= (to?.getTime() ?? Infinity);
}

/** The figures of one request. */
export function readFigures(receipt: JsonObject): ReportFigures {
  const usage = isJsonObject(receipt['usage']) ? receipt['usage'] : undefined;
  const cost = readNumber(receipt['estimated_cost_usd']);
  return {
    requests: 1,
    errors: (readNumber(receipt['status']) ?? 0) >= FIRST_ERROR ? 1 : 0,
    inputTokens: readNumber(usage?.['inputTokens']) ?? 0,
    outputTokens: readNumber(usage?.['outputTokens']) ?? 0,
    priced: cost === undefined ? 0 : 1,
    unpriced: usage !== undefined && cost === undefined ? 1 : 0,
    costUnits: readUsd(cost ?? 0),
    savingsUnits: readUsd(readNumber(receipt['estimated_savings_usd']) ?? 0),
  };
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
