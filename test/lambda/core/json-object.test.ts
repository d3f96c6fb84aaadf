import { expect, it } from 'vitest';
import { isJsonObject } from '../../../lambda/core/json-object';

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
