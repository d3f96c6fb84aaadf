import { expect, it } from 'vitest';
import { readCallerTimeout } from '../../../../lambda/core/routing/caller-timeout';

it.each([
  ['1', 1],
  ['0500', 500],
  ['30000', 30_000],
  ['999999999', 999_999_999],
])('%s is %d milliseconds', (text, millis) => {
  expect(readCallerTimeout({ 'x-router-timeout-ms': text })).toBe(millis);
});

it('is left to the router where the caller says nothing', () => {
  expect(readCallerTimeout({})).toBeUndefined();
});

it.each(['', '0', '000', '-1', '1.5', '1e3', '30s', ' 5', 'Infinity', '1000000000'])(
  'refuses %j',
  (text) => {
    expect(() => readCallerTimeout({ 'x-router-timeout-ms': text })).toThrow(
      expect.objectContaining({
        code: 'invalid-header',
        message: `x-router-timeout-ms is ${JSON.stringify(text)}; it may be a whole number of milliseconds above 0`,
      }),
    );
  },
);

it('quotes no more than 64 characters', () => {
  expect(() => readCallerTimeout({ 'x-router-timeout-ms': 'x'.repeat(65) })).toThrow(
    `is "${'x'.repeat(64)}";`,
  );
});
