import { expect, it } from 'vitest';
import { insertMembers } from '../../../../lambda/core/json/insert-members';

it.each([
  ['{}', 0, '{"a":1}'],
  ['{ \n}', 0, '{"a":1 \n}'],
  ['{"b":2}', 0, '{"a":1,"b":2}'],
  [' { "b":2 } ', 1, ' {"a":1, "b":2 } '],
  ['{"b":{}}', 5, '{"b":{"a":1}}'],
  ['{"b":{"c":"}"}}', 5, '{"b":{"a":1,"c":"}"}}'],
])('writes at the beginning of an object in %j', (text, brace, written) => {
  expect(insertMembers(text, brace, '"a":1').join('')).toBe(written);
});
