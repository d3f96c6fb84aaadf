import { expect, it } from 'vitest';
import { outlineJson } from '../../../../lambda/core/json/outline-json';
import { hasRepeatedName } from '../../../../lambda/core/json/repeated-names';

it.each([
  ['{"a":1,"a":1}', true],
  [String.raw`{"a":1,"\u0061":2}`, true],
  ['{"b":1,"o": {"a":1,"a":2}}', true],
  ['{"o":{"o":{"a":1,"a":2}}}', true],
  ['{"__proto__":1,"__proto__":2}', true],
  ['not JSON', true],
  [`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, true],
  ['{}', false],
  ['[]', false],
  ['{"a":{"a":{"a":1}},"b":"a"}', false],
  ['{"o":{"o":{"o":{"a":1,"a":2}}}}', false],
  ['{"list":[{"a":1,"a":2}]}', false],
])('whether a name is repeated in %j, down to two objects deep: %s', (text, isRepeated) => {
  expect(hasRepeatedName(outlineJson(text))).toBe(isRepeated);
});
