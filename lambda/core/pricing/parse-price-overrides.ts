import { SECTIONS } from '../../contract';
import { RouterError } from '../errors/router-error';
import {
  formatTieredModelId,
  parseTieredModelId,
  type TieredModelId,
} from '../ids/tiered-model-id';
import { type JsonObject, parseJsonObject } from '../json/json-object';
import { quote, requireMembers, requireObject, ValueProblem } from '../json/written-value';
import type { HotValue, Parsed } from '../settings/hot-value';
import { BUILT_IN_PRICES } from './built-in-prices';
import { overridePrices, type PriceOverrideRow, type PriceOverrides } from './price-overrides';
import { MULTIPLIED_TIERS, type MultipliedTier, type Prices, type TokenRates } from './prices';

const MEMBERS = ['rows', 'multipliers'];
const HIGHEST_RATE = 1000;
const RATES_RULE = `[input, output], [input, output, cacheRead] or [input, output, cacheRead, cacheWrite], each in USD per million tokens and from 0 to ${HIGHEST_RATE}`;
const HIGHEST_MULTIPLIER = 10;

/** The built-in prices with those in Parameter Store laid over them. */
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
 * Reads the value of the prices parameter. Both members may be left out; a mistyped one is refused, and with it the
 * whole value. A row stands under a tiered model ID, or the ARN that is called, and holds USD per million tokens:
 * input, output, and where they are known cache read and cache write.
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
  try {
    return { kind: 'parsed', value: readOverrides(parseJson(text)) };
  } catch (error) {
    if (error instanceof ValueProblem) return { kind: 'rejected', problem: error.message };
    throw error;
  }
}

/** The parser's own message would quote the value, and a value that went astray may be anything. */
function parseJson(text: string): JsonObject {
  const value = parseJsonObject(text);
  if (value !== undefined) return value;
  throw new ValueProblem(
    'the value is not a JSON object, such as {"rows":{},"multipliers":{"flex":0.5}}',
  );
}

function readOverrides(value: JsonObject): PriceOverrides {
  const { rows = {}, multipliers = {} } = requireMembers('the value', value, MEMBERS);
  return { rows: readRows(rows), multipliers: readMultipliers(multipliers) };
}

function readRows(value: unknown): readonly PriceOverrideRow[] {
  const rows = Object.entries(requireObject('rows', value)).map(readRow);
  const written = rows.map(formatTieredModelId);
  const twice = written.find((id, index) => written.indexOf(id) !== index);
  if (twice !== undefined) throw new ValueProblem(`rows names ${quote(twice)} twice`);
  return rows;
}

function readRow([key, value]: [key: string, value: unknown]): PriceOverrideRow {
  const place = `rows[${quote(key)}]`;
  const { baseModelId, tier } = readTieredModelId(place, key);
  return { baseModelId, tier, rates: readRates(place, value) };
}

function readTieredModelId(place: string, text: string): TieredModelId {
  try {
    return parseTieredModelId(text);
  } catch (error) {
    if (error instanceof RouterError) throw new ValueProblem(`${place}: ${error.message}`);
    throw error;
  }
}

function readRates(place: string, value: unknown): TokenRates {
  if (isRates(value)) return value;
  throw new ValueProblem(`${place} is ${quote(value)}, not ${RATES_RULE}`);
}

function isRates(value: unknown): value is TokenRates {
  if (!Array.isArray(value) || value.length < 2 || value.length > 4) return false;
  return value.every((rate) => typeof rate === 'number' && rate >= 0 && rate <= HIGHEST_RATE);
}

function readMultipliers(value: unknown): PriceOverrides['multipliers'] {
  const written = requireMembers('multipliers', value, MULTIPLIED_TIERS);
  const multipliers: Partial<Record<MultipliedTier, number>> = {};
  for (const tier of MULTIPLIED_TIERS) {
    const multiplier = written[tier];
    if (multiplier !== undefined) multipliers[tier] = requireMultiplier(tier, multiplier);
  }
  return multipliers;
}

function requireMultiplier(tier: MultipliedTier, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= HIGHEST_MULTIPLIER) return value;
  throw new ValueProblem(
    `multipliers.${tier} is ${quote(value)}, not a number above 0 and up to ${HIGHEST_MULTIPLIER}`,
  );
}
