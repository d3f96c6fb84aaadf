import { describe, expect, it } from 'vitest';
import {
  findTimeoutMillis,
  readRequestOptions,
} from '../../../../lambda/core/routing/request-options';

const refusal = (message: string) => expect.objectContaining({ code: 'invalid-header', message });

it('are left to the router if the caller asks for none', () => {
  expect(readRequestOptions({ 'x-amzn-bedrock-service-tier': 'flex' })).toEqual({
    isStrict: false,
    metadata: {},
  });
});

it('have metadata', () => {
  const { metadata } = readRequestOptions({ 'x-router-metadata': '{"team":"claims"}' });
  expect(metadata).toEqual({ team: 'claims' });
});

describe('the strict tier', () => {
  it.each([
    ['false', false],
    ['true', true],
  ])('is %s', (word, isStrict) => {
    expect(readRequestOptions({ 'x-router-strict-tier': word }).isStrict).toBe(isStrict);
  });

  it.each([
    ['', '""'],
    ['True', '"True"'],
    ['TRUE', '"TRUE"'],
    ['yes', '"yes"'],
    ['1', '"1"'],
    [' true', '" true"'],
    ['true, true', '"true, true"'],
    ['a"b\r\n', String.raw`"a\"b\r\n"`],
    ['n'.repeat(65), '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"'],
  ])('that may mean either is refused: %j', (word, quoted) => {
    expect(() => readRequestOptions({ 'x-router-strict-tier': word })).toThrow(
      refusal(`x-router-strict-tier is ${quoted}; it may be true or false`),
    );
  });
});

describe('the timeout', () => {
  it.each([
    ['1', 1],
    ['0500', 500],
    ['30000', 30_000],
    ['999999999', 999_999_999],
  ])('%s is %d milliseconds', (text, millis) => {
    expect(findTimeoutMillis({ 'x-router-timeout-ms': text })).toBe(millis);
  });

  it('is left to the router by default', () => {
    expect(findTimeoutMillis({})).toBeUndefined();
  });

  it.each(['', '0', '000', '-1', '1.5', '1e3', '30s', ' 5', 'Infinity', '1000000000'])(
    'is refused: %j',
    (text) => {
      expect(findTimeoutMillis({ 'x-router-timeout-ms': text })).toBeUndefined();
      expect(() => readRequestOptions({ 'x-router-timeout-ms': text })).toThrow(
        refusal(
          `x-router-timeout-ms is ${JSON.stringify(text)}; it may be a whole number of milliseconds above 0`,
        ),
      );
    },
  );
});
