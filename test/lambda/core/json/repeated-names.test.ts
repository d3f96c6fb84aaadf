import { expect, it } from 'vitest';
import { hasRepeatedName } from '../../../../lambda/core/json/repeated-names';

it.each([
  ['{"a":1,"a":1}', 0],
  [String.raw`{"a":1,"\u0061":2}`, 0],
  ['{"b":1,"o": {"a":1,"a":2}}', 1],
  ['{"o":{"o":{"a":1,"a":2}}}', 2],
  ['{"__proto__":1,"__proto__":2}', 0],
  ['not JSON', 0],
  [`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, 0],
])('finds a name twice in %j, %d deep', (text, depth) => {
  expect(hasRepeatedName(text, depth)).toBe(true);
});

it.each([
  ['{}', 9],
  ['[]', 9],
  ['{"a":{"a":{"a":1}},"b":"a"}', 9],
  ['{"o":{"a":1,"a":2}}', 0],
  ['{"o":{"o":{"a":1,"a":2}}}', 1],
  ['{"list":[{"a":1,"a":2}]}', 9],
])('finds none in %j, %d deep', (text, depth) => {
  expect(hasRepeatedName(text, depth)).toBe(false);
});
