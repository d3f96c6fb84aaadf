import * as v from 'valibot';
import { RouterError } from '../errors/router-error';
import { SERVICE_TIER_WORDS, SERVICE_TIERS } from '../ids/service-tier';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';
import type { Parsed } from './hot-value';
import { suggestMember } from './suggest-member';

const LONGEST_QUOTE = 64;

/** A document as an operator writes it. */
export interface WrittenDocument {
  readonly text: string;
  /** How messages name it, e.g. `the policy`. */
  readonly name: string;
  readonly example: string;
}

/**
 * Reads a JSON object by a schema. A problem names the place, the value received and what is allowed there. A text that is
 * not a JSON object is not quoted, because it may be anything.
 */
export function parseDocument<Schema extends v.GenericSchema>(
  schema: Schema,
  { text, name, example }: WrittenDocument,
): Parsed<v.InferOutput<Schema>> {
  const document = parseJsonObject(text);
  if (document === undefined) {
    return { kind: 'rejected', problem: `${name} is not a JSON object, such as ${example}` };
  }
  const result = v.safeParse(schema, document);
  if (result.success) return { kind: 'parsed', value: result.output };
  // A misspelled member explains why another one is missing.
  const issue = result.issues.find(isUnknownMember) ?? result.issues[0];
  return { kind: 'rejected', problem: `${writePlace(issue) || name}${issue.message}` };
}

/**
 * A JSON object with these members and no others. A missing member is refused as `undefined` would be. For an unknown
 * one, the message suggests what was meant.
 */
export function members<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries);
  const schemas = new Map(names.map((name) => [`"${name}"`, entries[name]]));
  const object = v.strictObject(entries, (issue) => {
    if (isUnknownMember(issue)) {
      return ` has no member ${quote(issue.input)}; ${suggestMember(String(issue.input), entries)}`;
    }
    const schema = schemas.get(issue.expected) ?? v.never();
    return v.safeParse(schema, undefined).issues?.[0].message ?? issue.message;
  });
  return v.pipe(anyObject<v.InferInput<typeof object>>(), object);
}

/** valibot leaves these out of an object with any members, and whoever wrote them would not notice. */
const LEFT_OUT = ['__proto__', 'constructor', 'prototype'];

/** Refuses an object from which valibot would leave a member out. */
export const KEEPS_ALL = v.check(
  (object: JsonObject) => findLeftOut(object) === undefined,
  ({ input }) => ` may not have the member ${quote(findLeftOut(input))}`,
);

/** An object with any members. valibot itself takes an array for an object. */
export function jsonObject() {
  return v.pipe(anyObject<JsonObject>(), KEEPS_ALL);
}

function anyObject<Members>() {
  return v.custom<Members>(isJsonObject, refuse('a JSON object'));
}

function findLeftOut(object: JsonObject): string | undefined {
  return LEFT_OUT.find((name) => Object.hasOwn(object, name));
}

/** A list with at least one item: an empty list would allow nothing. */
export function listOf<Item extends v.GenericSchema>(item: Item, rule: string) {
  return v.pipe(v.array(item, refuse(rule)), v.nonEmpty(refuse(rule)));
}

/** A tier as a person may write it. */
export const SERVICE_TIER = v.pipe(
  v.picklist(
    SERVICE_TIER_WORDS,
    ({ input }) => ` is ${quote(input)}; the service tiers are ${SERVICE_TIERS.join(', ')}`,
  ),
  v.transform((word) => (word === 'standard' ? 'default' : word)),
);

/** One of the words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  const rule = words.join(' or ');
  return v.picklist(words, ({ input }) => ` is ${quote(input)}; it may be ${rule}`);
}

/** Reads a text by a parser of the router, and refuses it with the parser's message. */
export function readBy<Output>(parse: (text: string) => Output) {
  return v.rawTransform<string, Output>(({ dataset, addIssue, NEVER }) => {
    try {
      return parse(dataset.value);
    } catch (error) {
      if (!(error instanceof RouterError)) throw error;
      addIssue({ message: `: ${error.message}` });
      return NEVER;
    }
  });
}

/** The message of a schema: the value received, and the rule for what is allowed. */
export function refuse(rule: string): (issue: { readonly input: unknown }) => string {
  return ({ input }) => ` is ${quote(input)}, not ${rule}`;
}

/** A value as a message may show it; `undefined` for one that is missing. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function isUnknownMember({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === 'never';
}

/** E.g. `rows["google.gemma-3-27b-it"][1]`. For an unknown member, it is the place of its object. */
function writePlace(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const places = isUnknownMember(issue) ? keys.slice(0, -1) : keys;
  return places.map(writeStep).join('').replace(/^\./, '');
}

function writeStep(key: unknown): string {
  return /^[A-Za-z]\w{0,63}$/.test(String(key)) ? `.${key}` : `[${quote(key)}]`;
}
