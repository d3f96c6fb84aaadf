import * as v from 'valibot';
import type { AccessBounds } from '../../routing/access-bounds';
import { parseAllowedRoute } from '../../routing/route';
import { wholeNumberFrom } from '../check-number';
import { jsonObject, listOf, members, quote, readBy, refuse } from '../check-value';
import { type HourRange, MAPPING_VARIANT, type SplitVariant } from './operation-settings';

/** Each variant has metrics of its own. */
const MOST_VARIANTS = 10;
const MOST_CONDITIONS = 20;
const WHOLE = 100;

const NAME_RULE = '1 to 64 letters, digits, ".", "_" and "-"';
const HOURS_RULE = refuse('two different hours from 00 to 24 such as "22-06"');
const ZONE_RULE = refuse('a time zone such as "Europe/Berlin"');

/** Makes the schema of `split`. */
export function makeSplitSchema(bounds: AccessBounds) {
  const rule = `a list of one to ${MOST_VARIANTS} variants`;
  const weight = refuse('a percentage from 0 to 100');
  const variant = members({
    name: v.pipe(makeName(), v.notValue(MAPPING_VARIANT, refuse('a name other than "mapping"'))),
    route: makeRoute(bounds),
    weight: v.pipe(v.number(weight), v.minValue(0, weight), v.maxValue(WHOLE, weight)),
  });
  return v.pipe(
    listOf(variant, rule),
    v.maxLength(MOST_VARIANTS, refuse(rule)),
    v.check(
      (variants) => findRepeated(variants) === undefined,
      ({ input }) => ` names ${quote(findRepeated(input))} twice`,
    ),
    v.check(
      (variants) => addWeights(variants) <= WHOLE,
      ({ input }) => ` has weights of ${addWeights(input)} in all, more than ${WHOLE}`,
    ),
  );
}

/** Makes the schema of `when`. */
export function makeWhenSchema(bounds: AccessBounds) {
  const rule = `a list of one to ${MOST_CONDITIONS} conditions`;
  const conditional = members({ if: makeCondition(), route: makeRoute(bounds) });
  return v.pipe(listOf(conditional, rule), v.maxLength(MOST_CONDITIONS, refuse(rule)));
}

function makeCondition() {
  const entries = {
    promptTokensAbove: v.optional(wholeNumberFrom(0)),
    caller: v.optional(listOf(makeName(), 'a list of callers’ names')),
    metadata: v.optional(makePairs()),
    hours: v.optional(
      v.pipe(
        v.string(HOURS_RULE),
        v.regex(/^([01]\d|2[0-3])-([01]\d|2[0-4])$/, HOURS_RULE),
        v.check(hasTwoHours, HOURS_RULE),
        v.transform(readHourRange),
      ),
    ),
    timeZone: v.optional(v.pipe(v.string(ZONE_RULE), v.check(isTimeZone, ZONE_RULE))),
    stream: v.optional(v.boolean(refuse('true or false'))),
  };
  return v.pipe(
    members(entries),
    v.minEntries(
      1,
      ` has no member, so it would always hold; it may have ${Object.keys(entries).join(', ')}`,
    ),
    v.check(
      ({ hours, timeZone }) => hours !== undefined || timeZone === undefined,
      ' has timeZone without hours',
    ),
  );
}

function makeRoute(bounds: AccessBounds) {
  return v.pipe(
    v.string(refuse('a route: tiered model IDs, separated by commas')),
    readBy((text) => parseAllowedRoute(text, bounds)),
  );
}

/** Names of callers and variants are values of metric dimensions. */
function makeName() {
  const rule = refuse(NAME_RULE);
  return v.pipe(v.string(rule), v.regex(/^[A-Za-z0-9._-]{1,64}$/, rule));
}

function makePairs() {
  const rule = refuse('a JSON object of one or more texts');
  return v.pipe(
    jsonObject(),
    v.record(v.string(), v.string(refuse('a text'))),
    v.minEntries(1, rule),
  );
}

function hasTwoHours(text: string): boolean {
  const { from, to } = readHourRange(text);
  return from !== to;
}

function readHourRange(text: string): HourRange {
  return { from: Number(text.slice(0, 2)), to: Number(text.slice(3)) };
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function findRepeated(variants: readonly SplitVariant[]): string | undefined {
  const names = variants.map(({ name }) => name);
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Rounded, because the sum of decimal fractions may exceed their exact sum. */
function addWeights(variants: readonly SplitVariant[]): number {
  return Number(variants.reduce((sum, { weight }) => sum + weight, 0).toFixed(6));
}
