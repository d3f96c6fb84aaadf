import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedTooDeeply } from '../../../../lambda/core/json/nesting';
import { outlineJson } from '../../../../lambda/core/json/outline-json';

const nest = (depth: number, inside = '') => '['.repeat(depth) + inside + ']'.repeat(depth);
const MEGABYTE = 1024 * 1024;

describe('a text', () => {
  it.each([
    ['arrays', nest(201)],
    ['objects', `${'{"a":'.repeat(201)}1${'}'.repeat(201)}`],
    ['both', `{"a":${nest(200)}}`],
    ['open arrays', '['.repeat(3 * MEGABYTE)],
    ['arrays after strings', nest(201, '"]\\"]"')],
    ['arrays after an escaped backslash', `["]\\\\",${nest(200)}]`],
  ])('of %s is nested too deeply', (_, text) => {
    expect(isNestedTooDeeply(text)).toBe(true);
  });

  it.each([
    ['arrays', nest(200)],
    ['brackets in a string', `{"a":"${'['.repeat(MEGABYTE)}"}`],
    ['brackets behind escaped quotes', `{"a":"${'\\"['.repeat(MEGABYTE)}"}`],
    [
      'brackets behind escaped backslashes',
      `{"a":"${'\\\\'.repeat(MEGABYTE)}\\"${'['.repeat(300)}"}`,
    ],
    ['a string without an end', `{"a":"${'['.repeat(300)}`],
    ['many objects', `[${'{},'.repeat(MEGABYTE)}{}]`],
    ['nothing', ''],
  ])('of %s is not', (_, text) => {
    expect(isNestedTooDeeply(text)).toBe(false);
  });

  it('has an outline if it is not nested too deeply, whatever JSON it is', () => {
    const deep = fc.integer({ min: 1, max: 400 }).map((depth) => nest(depth));
    const texts = fc.tuple(fc.json(), deep).map(([json, inner]) => `{"x":${json},"y":${inner}}`);
    fc.assert(
      fc.property(texts, (text) => {
        expect(isNestedTooDeeply(text)).toBe(!outlineJson(text).isJson);
      }),
    );
  });
});
