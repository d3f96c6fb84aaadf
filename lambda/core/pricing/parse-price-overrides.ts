import * as v from 'valibot';
import { SECTIONS } from '../../contract';
import { formatTieredModelId, parseTieredModelId } from '../ids/tiered-model-id';
import type { JsonObject } from '../json/json-object';
import { jsonObject, members, parseDocument, quote, readBy, refuse } from '../settings/check-value';
import type { HotValue, Parsed } from '../settings/hot-value';
import { BUILT_IN_PRICES } from './built-in-prices';
import { overridePrices, type PriceOverrideRow, type PriceOverrides } from './price-overrides';
import type { Prices, TokenRates } from './prices';

const HIGHEST_RATE = 1000;
const RATES = v.custom<TokenRates>(
  isRates,
  refuse(
    `[input, output], [input, output, cacheRead] or [input, output, cacheRead, cacheWrite], each in USD per million tokens and from 0 to ${HIGHEST_RATE}`,
  ),
);
/** valibot's `record` leaves out these names without an issue. */
const SKIPPED_NAMES = ['__proto__', 'prototype', 'constructor'];
const ROWS = v.pipe(
  jsonObject(),
  v.check(
    (rows) => findSkipped(rows) === undefined,
    ({ input }) => ` has a row ${quote(findSkipped(input))}, which is not a model ID`,
  ),
  v.record(v.pipe(v.string(), readBy(checkTieredModelId)), RATES),
  v.transform(listRows),
  v.check(
    (rows) => findRepeated(rows) === undefined,
    ({ input }) => ` names ${quote(findRepeated(input))} twice`,
  ),
);

const HIGHEST_MULTIPLIER = 10;
const MULTIPLIER_RULE = refuse(`a number above 0 and up to ${HIGHEST_MULTIPLIER}`);
const MULTIPLIER = v.exactOptional(
  v.pipe(
    v.number(MULTIPLIER_RULE),
    v.gtValue(0, MULTIPLIER_RULE),
    v.maxValue(HIGHEST_MULTIPLIER, MULTIPLIER_RULE),
  ),
);

const OVERRIDES = members({
  rows: v.optional(ROWS, {}),
  multipliers: v.optional(members({ flex: MULTIPLIER, priority: MULTIPLIER }), {}),
});

/** The built-in prices, some of them replaced by those in Parameter Store. */
export const PRICES: HotValue<Prices> = {
  name: SECTIONS.prices,
  parse: ({ value }) => {
    const parsed = parsePriceOverrides(value);
    if (parsed.kind === 'rejected') return parsed;
    return { kind: 'parsed', value: overridePrices(BUILT_IN_PRICES, parsed.value) };
  },
  rejectedAs: 'prices-rejected',
  whenAbsent: 'nothing',
};

/**
 * Reads the value of the prices parameter. Both members are optional; a misspelled one is refused with the whole value.
 * The key of a row is a tiered model ID or the ARN that is called. Its rates are USD per million tokens: input, output,
 * and cache read and cache write if they are known.
 *
 * ```json
 * {
 *   "rows": {
 *     "eu.amazon.nova-2-lite-v1:0": [0.33, 2.75, 0.0825],
 *     "eu.amazon.nova-2-lite-v1:0:priority": [0.6, 4.8],
 *     "us.anthropic.claude-sonnet-4-6": [3.3, 16.5, 0.33, 4.125]
 *   },
 *   "multipliers": { "flex": 0.5, "priority": 1.75 }
 * }
 * ```
 *
 * `{}` overrides nothing. A standard parameter of 4 KB has room for some fifty rows.
 */
export function parsePriceOverrides(text: string): Parsed<PriceOverrides> {
  const example = '{"rows":{},"multipliers":{"flex":0.5}}';
  return parseDocument(OVERRIDES, { text, name: 'the value', example });
}

function isRates(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 4) return false;
  return value.every((rate) => typeof rate === 'number' && rate >= 0 && rate <= HIGHEST_RATE);
}

function findSkipped(rows: JsonObject): string | undefined {
  return SKIPPED_NAMES.find((name) => Object.hasOwn(rows, name));
}

function checkTieredModelId(text: string): string {
  parseTieredModelId(text);
  return text;
}

function listRows(rows: Readonly<Record<string, TokenRates>>): readonly PriceOverrideRow[] {
  return Object.entries(rows).map(([id, rates]) => ({ ...parseTieredModelId(id), rates }));
}

/** `a.b` and `a.b:default` are the same ID. */
function findRepeated(rows: readonly PriceOverrideRow[]): string | undefined {
  const written = rows.map(formatTieredModelId);
  return written.find((id, index) => written.indexOf(id) !== index);
}
