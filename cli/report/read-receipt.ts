import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import type { ReceiptField } from '../../lambda/core/receipts/receipt-line';
import type { TokenUsage } from '../../lambda/core/wire/token-usage';
import {
  GROUPINGS,
  type Grouping,
  isGroupingName,
  type LeftOut,
  type Period,
  type ReportFigures,
  readMetadataKey,
} from './source';
import { readUsd } from './usd-units';

/** A receipt as it is read from a log, which may have lines of older versions. */
export type LoggedReceipt = { readonly [Field in ReceiptField | 'timestamp']?: unknown };

export type LogLine =
  | { readonly kind: 'receipt'; readonly receipt: LoggedReceipt }
  | { readonly kind: keyof LeftOut }
  /** No receipt, or one of another time. */
  | { readonly kind: 'other' };

const LATENCY: ReceiptField = 'latency_ms';

/** Reads a line of the function's log. A line that was cut, or that has something before its JSON, is unreadable. */
export function readLogLine(line: string, period: Period): LogLine {
  if (!line.startsWith('{') && !line.includes(`${LATENCY}"`)) return { kind: 'other' };
  const receipt: LoggedReceipt | undefined = parseJsonObject(line);
  if (receipt === undefined) return { kind: 'unreadable' };
  if (receipt[LATENCY] === undefined) return { kind: 'other' };
  return isPlausible(receipt) ? placeReceipt(receipt, period) : { kind: 'unreadable' };
}

function placeReceipt(receipt: LoggedReceipt, period: Period): LogLine {
  const isIncluded = isWithin(period, receipt);
  if (isIncluded === undefined) return { kind: 'untimed' };
  if (!isIncluded) return { kind: 'other' };
  return receipt.requested_tier === undefined ? { kind: 'unrouted' } : { kind: 'receipt', receipt };
}

const MOST_USD = 1e9;

function isPlausible(receipt: LoggedReceipt): boolean {
  const { usage = {}, status, lost_attempts: lost = 0 } = receipt;
  const amounts = [
    receipt.estimated_cost_usd,
    receipt.estimated_savings_usd,
    receipt.charged_usd,
    readHit(receipt)?.['saved_usd'],
  ].filter((amount) => amount !== undefined);
  return (
    isCount(status) &&
    isCount(lost) &&
    amounts.every((amount) => typeof amount === 'number' && Math.abs(amount) <= MOST_USD) &&
    isJsonObject(usage) &&
    COUNTS.every((name) => usage[name] === undefined || isCount(usage[name]))
  );
}

const COUNTS = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
] as const satisfies readonly (keyof TokenUsage)[];

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Undefined if the receipt has no time. */
function isWithin({ from, to }: Period, { timestamp }: LoggedReceipt): boolean | undefined {
  if (from === undefined && to === undefined) return true;
  const time = Date.parse(String(timestamp));
  if (Number.isNaN(time)) return undefined;
  return time >= (from?.getTime() ?? -Infinity) && time <= (to?.getTime() ?? Infinity);
}

export function readGroup(receipt: LoggedReceipt, grouping: Grouping): string | undefined {
  const value = isGroupingName(grouping)
    ? receipt[GROUPINGS[grouping]]
    : readPair(receipt, readMetadataKey(grouping) ?? '');
  return typeof value === 'string' ? value : undefined;
}

function readPair({ metadata }: LoggedReceipt, key: string): unknown {
  return isJsonObject(metadata) && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

const FIRST_ERROR = 400;

/** The figures of one request. An attempt of a job has the ID `<jobId>.<number>`, and no other request a full stop in its ID. */
export function readFigures(receipt: LoggedReceipt): ReportFigures {
  const {
    estimated_cost_usd: cost,
    estimated_savings_usd: savings,
    charged_usd: charged,
  } = receipt;
  const hit = readHit(receipt);
  return {
    requests: 1,
    errors: readNumber(receipt.status) >= FIRST_ERROR ? 1 : 0,
    ...readCounts(receipt),
    priced: cost === undefined ? 0 : 1,
    unpriced: receipt.cost_status === 'unpriced' ? 1 : 0,
    unknownUsage: receipt.cost_status === 'unknown-usage' ? 1 : 0,
    unsaved: cost !== undefined && savings === undefined && hit === undefined ? 1 : 0,
    lostAttempts: readNumber(receipt.lost_attempts),
    jobAttempts: String(receipt.request_id).includes('.') ? 1 : 0,
    cacheHits: hit === undefined ? 0 : 1,
    cacheSavingsUnits: readUsd(readNumber(hit?.['saved_usd'])),
    costUnits: readUsd(readNumber(cost)),
    savingsUnits: readUsd(readNumber(savings)),
    charged: charged === undefined ? 0 : 1,
    chargedUnits: readUsd(readNumber(charged)),
  };
}

function readHit({ cache }: LoggedReceipt): JsonObject | undefined {
  return isJsonObject(cache) ? cache : undefined;
}

function readCounts({ usage }: LoggedReceipt) {
  const read = (name: (typeof COUNTS)[number]) => readNumber(isJsonObject(usage) ? usage[name] : 0);
  return {
    inputTokens: read('inputTokens'),
    outputTokens: read('outputTokens'),
    cacheReadInputTokens: read('cacheReadInputTokens'),
    cacheWriteInputTokens: read('cacheWriteInputTokens'),
  };
}

function readNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
