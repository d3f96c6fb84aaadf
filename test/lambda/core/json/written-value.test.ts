import { expect, it } from 'vitest';
import { quote, requireMembers, ValueProblem } from '../../../../lambda/core/json/written-value';

it.each([
  ['abc', '"abc"'],
  [undefined, 'undefined'],
  ['x'.repeat(62), `"${'x'.repeat(62)}"`],
  ['x'.repeat(63), `"${'x'.repeat(63)}…`],
])('shows %j in at most 64 characters', (value, shown) => {
  expect(quote(value)).toBe(shown);
});

it('has only members that are allowed', () => {
  expect(requireMembers('budget', { period: 'day' }, ['period'])).toEqual({ period: 'day' });
  const stray = () => requireMembers('budget', { perod: 'day' }, ['limitUsd', 'period']);
  expect(stray).toThrow(
    new ValueProblem('budget has no member "perod"; it may have limitUsd, period'),
  );
});

it.each([50, [], null])('is an object, not %j', (value) => {
  expect(() => requireMembers('budget', value, [])).toThrow('not a JSON object');
});
