import { readJsonObject } from './reply-json-object';

/** A class or an attribute that a prompt lists. */
export interface ListedName {
  readonly name: string;
  readonly description: string;
}

const BULLET = /^(?:[-*•]|\d{1,3}[.)])\s+/;
const LONGEST_LINE = 2000;

/** A longer "name" is a sentence of the instruction. */
const MOST_WORDS_IN_NAME = 5;

/**
 * The names that a prompt lists, by line or as the properties of a JSON Schema.
 *
 * | line                                           | name           |
 * |------------------------------------------------|----------------|
 * | `- invoice_date: when it was issued`           | `invoice_date` |
 * | `2. **Invoice date** - when it was issued`     | `Invoice date` |
 * | `Invoice date  \t[ when it was issued ]`       | `Invoice date` |
 * | `- Never make up a value that is not there.`   | none           |
 */
export function readListedNames(text: string): readonly ListedName[] {
  const properties = readJsonObject(text)?.['properties'];
  if (typeof properties === 'object' && properties !== null) {
    return Object.keys(properties).map((name) => ({ name, description: '' }));
  }
  return text.split('\n').flatMap(readLine);
}

/** The members of the JSON that a prompt shows as its form of answer. */
export function readTemplateNames(text: string): readonly ListedName[] {
  const names = [...text.matchAll(/"(\w[\w ]{0,60})"\s*:/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => ({ name, description: '' }));
}

function readLine(line: string): readonly ListedName[] {
  const text = line.trim();
  if (text.length > LONGEST_LINE) return [];
  const item = text.replace(BULLET, '');
  const [, name, description] =
    /^([^[]+)\[(.*)\]$/.exec(item) ??
    (item === text ? null : /^([^:–—]+?)(?:\s*[:–—]|\s-\s|$)(.*)$/.exec(item)) ??
    [];
  const plainName = name?.replace(/["'`*]/g, '').trim() ?? '';
  if (plainName === '' || plainName.split(/\s+/).length > MOST_WORDS_IN_NAME) return [];
  return [{ name: plainName, description: description?.trim() ?? '' }];
}
