import { describe, expect, it } from 'vitest';
import { readStrictTier } from '../../../../lambda/core/routing/strict-tier';

describe('a request', () => {
  it.each([
    [{}, false],
    [{ 'x-router-strict-tier': 'false' }, false],
    [{ 'x-router-strict-tier': 'true' }, true],
    [{ 'x-amzn-bedrock-service-tier': 'flex' }, false],
  ])('with headers %j is strict: %s', (headers, verdict) => {
    expect(readStrictTier(headers)).toBe(verdict);
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
  ])('that may mean either by %j is refused', (word, quoted) => {
    expect(() => readStrictTier({ 'x-router-strict-tier': word })).toThrow(
      expect.objectContaining({
        code: 'invalid-header',
        message: `x-router-strict-tier is ${quoted}; it may be true or false`,
      }),
    );
  });
});
