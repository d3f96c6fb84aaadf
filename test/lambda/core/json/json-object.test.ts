import { expect, it } from 'vitest';
import { isJsonObject, parseJsonObject } from '../../../../lambda/core/json/json-object';

it.each([
  ['{}', true],
  ['[]', false],
  ['null', false],
  ['"{}"', false],
])('whether %s is a JSON object: %s', (text, verdict) => {
  expect(isJsonObject(JSON.parse(text))).toBe(verdict);
});

it.each([
  ['{"a":{"b":1}}', { a: { b: 1 } }],
  [' {} ', {}],
  ['[{}]', undefined],
  ['null', undefined],
  ['{', undefined],
])('%j has the JSON object %j', (text, value) => {
  expect(parseJsonObject(text)).toEqual(value);
});
