import { expect, it } from 'vitest';
import { isJsonObject, parseJsonObject } from '../../../../lambda/core/json/json-object';

it.each([
  ['{}', true],
  ['{"a":1}', true],
  ['[]', false],
  ['null', false],
  ['"{}"', false],
  ['7', false],
  ['true', false],
])('whether %s is a JSON object: %s', (text, verdict) => {
  expect(isJsonObject(JSON.parse(text))).toBe(verdict);
});

it.each([
  ['{"a":{"b":1}}', { a: { b: 1 } }],
  [' {} ', {}],
  ['[{}]', undefined],
  ['null', undefined],
  ['7', undefined],
  ['{', undefined],
  ['', undefined],
])('%j has the JSON object %j', (text, value) => {
  expect(parseJsonObject(text)).toEqual(value);
});
