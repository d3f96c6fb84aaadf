import * as v from 'valibot';
import { isJsonObject, type JsonObject } from '../../json/json-object';
import { KEEPS_ALL, quote } from '../check-value';

/** What the router itself decides about a call. */
const OWN_MEMBERS: Readonly<Record<string, string>> = {
  modelId: 'the route names the model',
  serviceTier: 'the route names the tier',
  guardrailConfig: 'the setting "guardrail" names the guardrail',
  requestMetadata: 'the header x-router-metadata adds to it',
};

/** Without the value, because problems are logged, and it may be a prompt. */
const RULE = ' is not a JSON object with members of a Converse request';

/** Makes the schema of `defaults` and `set`: members of a Converse body. Bedrock checks the rest. */
export function makeBodySchema() {
  return v.pipe(
    v.custom<JsonObject>(isJsonObject, RULE),
    KEEPS_ALL,
    v.looseObject({}),
    v.minEntries(1, RULE),
    v.check(
      (body: JsonObject) => findOwn(body) === undefined,
      ({ input }) => ` has ${quote(findOwn(input))}, but ${OWN_MEMBERS[findOwn(input) ?? '']}`,
    ),
    v.check((body: JsonObject) => !hasInfinity(body), ' has a number that is too large for JSON'),
  );
}

/** A number above 1.8 × 10³⁰⁸ is read as infinity, and would be written as null. */
function hasInfinity(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasInfinity);
  return typeof value === 'number' && !Number.isFinite(value);
}

function findOwn(body: JsonObject): string | undefined {
  return Object.keys(OWN_MEMBERS).find((name) => Object.hasOwn(body, name));
}
