import * as v from 'valibot';
import { isJsonObject } from '../lambda/core/json/json-object';
import { quote, refuse } from '../lambda/core/settings/check-value';
import { suggestMember } from '../lambda/core/settings/suggest-member';

/**
 * Reads a value by a schema.
 *
 * @param place the name of the value in messages, e.g. `config`; empty if its members are context keys
 * @throws Error that names the place, the value received and the values allowed
 */
export function checkValue<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  place: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    // An unknown member explains why another one is missing.
    const issue = result.issues.find(isUnknownMember) ?? result.issues[0];
    throw new Error(`context "${writePlace(place, issue)}"${issue.message}`);
  }
  refuseListsForObjects(value, result.output, [place]);
  return result.output;
}

/** valibot takes a list for an object: `[]` would stand for the defaults, and `["a"]` name a caller "0". */
function refuseListsForObjects(input: unknown, output: unknown, places: readonly string[]): void {
  if (Array.isArray(input) && !Array.isArray(output)) {
    throw new Error(`context "${joinPlaces(places)}"${refuse('a JSON object')({ input })}`);
  }
  if (!isJsonObject(input) || !isJsonObject(output)) return;
  for (const [name, member] of Object.entries(input)) {
    refuseListsForObjects(member, output[name], [...places, name]);
  }
}

/** A JSON object with these members and no others. The message suggests a member for an unknown one. */
export function members<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'Object') return refuse('a JSON object')(issue);
    if (!isUnknownMember(issue)) return ` needs the member ${issue.expected}`;
    return ` has no member ${quote(issue.input)}; ${suggestMember(String(issue.input), entries)}`;
  });
}

/** A JSON object with any member names. */
export function byName<Schema extends v.GenericSchema>(schema: Schema) {
  return v.record(v.string(), schema, refuse('a JSON object'));
}

function isUnknownMember({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never';
}

/** Writes the path of the value. The path of an unknown or missing member is that of its object. */
function writePlace(place: string, { type, expected, path }: v.BaseIssue<unknown>): string {
  const keys = (path ?? []).map(({ key }) => String(key));
  const isAboutMember = type === 'strict_object' && expected !== 'Object';
  return joinPlaces([place, ...(isAboutMember ? keys.slice(0, -1) : keys)]);
}

function joinPlaces(places: readonly string[]): string {
  return places.filter((name) => name !== '').join('.');
}
