import * as v from 'valibot';
import { SECTIONS } from '../../contract';
import type { Rates } from '../catalog/catalog-model';
import { RouterError } from '../errors/router-error';
import {
  formatTieredModelId,
  parseTieredModelId,
  type TieredModelId,
} from '../ids/tiered-model-id';
import { jsonObject, members, parseDocument, quote, readBy, refuse } from '../settings/check-value';
import type { HotValue, Parsed } from '../settings/hot-value';
import type { RatesByTier } from './model-price';
import type { PriceOverrides } from './price-overrides';

const HIGHEST_RATE = 1000;
const RATES = v.custom<Rates>(
  isRates,
  refuse(
    `[input, output] to [input, output, cacheRead, cacheWrite, cacheWriteOneHour] in USD per million tokens, each from 0 to ${HIGHEST_RATE}, or null for a cache rate that is unknown`,
  ),
);
const ROWS = v.pipe(
  jsonObject(),
  v.record(v.pipe(v.string(), readBy(checkTieredModelId)), RATES),
  v.transform(listRows),
  v.check(
    (rows) => findRepeated(rows) === undefined,
    ({ input }) => ` names ${quote(findRepeated(input))} twice`,
  ),
  v.transform(groupRows),
);
const NO_ROWS: PriceOverrides['rates'] = new Map();

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
  rows: v.optional(ROWS),
  multipliers: v.optional(members({ flex: MULTIPLIER, priority: MULTIPLIER }), {}),
});

/** The prices in Parameter Store, which replace those of the catalog. */
export const PRICES: HotValue<PriceOverrides> = {
  name: SECTIONS.prices,
  parse: ({ value }) => parsePriceOverrides(value),
  rejectedAs: 'prices-rejected',
  whenAbsent: 'nothing',
};

/**
 * Reads the value of the prices parameter. Both members are optional; a misspelled one is refused with the whole value.
 * The key of a row is a tiered model ID or the ARN that is called. Its rates are USD per million tokens: input, output,
 * and if they are known cache read, cache write, and cache write with a lifetime of one hour.
 *
 * ```json
 * {
 *   "rows": {
 *     "eu.amazon.nova-2-lite-v1:0": [0.33, 2.75, 0.0825],
 *     "eu.amazon.nova-2-lite-v1:0:priority": [0.6, 4.8],
 *     "us.anthropic.claude-sonnet-4-6": [3.3, 16.5, 0.33, 4.125, 6.6]
 *   },
 *   "multipliers": { "flex": 0.5, "priority": 1.75 }
 * }
 * ```
 *
 * `{}` overrides nothing. A standard parameter of 4 KB has room for some fifty rows.
 */
export function parsePriceOverrides(text: string): Parsed<PriceOverrides> {
  const example = '{"rows":{},"multipliers":{"flex":0.5}}';
  const parsed = parseDocument(OVERRIDES, { text, name: 'the value', example });
  if (parsed.kind === 'rejected') return parsed;
  const { rows = NO_ROWS, multipliers } = parsed.value;
  return { kind: 'parsed', value: { rates: rows, multipliers } };
}

function isRates(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 5) return false;
  return value.every((rate, column) => (rate === null ? column > 1 : isRate(rate)));
}

function isRate(rate: unknown): boolean {
  return typeof rate === 'number' && rate >= 0 && rate <= HIGHEST_RATE;
}

function checkTieredModelId(text: string): string {
  if (parseTieredModelId(text).connection === undefined) return text;
  const problem = `${quote(text)} names a connection; a price holds for all connections`;
  throw new RouterError('invalid-model-id', problem);
}

interface Row extends TieredModelId {
  readonly rates: Rates;
}

function listRows(rows: Readonly<Record<string, Rates>>): readonly Row[] {
  return Object.entries(rows).map(([id, rates]) => ({ ...parseTieredModelId(id), rates }));
}

function groupRows(rows: readonly Row[]): PriceOverrides['rates'] {
  const grouped = new Map<string, RatesByTier>();
  for (const { baseModelId, tier, rates } of rows) {
    grouped.set(baseModelId, { ...grouped.get(baseModelId), [tier]: rates });
  }
  return grouped;
}

/** `a.b` and `a.b:default` are the same ID. */
function findRepeated(rows: readonly Row[]): string | undefined {
  const written = rows.map(formatTieredModelId);
  return written.find((id, index) => written.indexOf(id) !== index);
}
