import { describe, expect, it } from 'vitest';
import { ContextValues } from '../../bin/context-values';

function valuesOf(value: unknown): ContextValues {
  return new ContextValues((key) => (key === 'key' ? value : undefined));
}

describe('text', () => {
  it('is read as it is', () => {
    expect(valuesOf('/team/router').text('key')).toBe('/team/router');
  });

  it.each([
    ['', 'context "key" must be a text, got ""'],
    [7, 'context "key" must be a text, got 7'],
  ])('refuses %j', (value, message) => {
    expect(() => valuesOf(value).text('key')).toThrow(message);
  });
});

describe('a whole number', () => {
  it.each([
    ['30', 30],
    [30, 30],
    [0, 0],
  ])('is read from %j', (value, number) => {
    expect(valuesOf(value).wholeNumber('key')).toBe(number);
  });

  it.each([
    ['30s', 'context "key" must be a whole number, got "30s"'],
    ['', 'context "key" must be a whole number, got ""'],
    ['-1', 'context "key" must be a whole number, got "-1"'],
    [1.5, 'context "key" must be a whole number, got 1.5'],
    [true, 'context "key" must be a whole number, got true'],
  ])('refuses %j', (value, message) => {
    expect(() => valuesOf(value).wholeNumber('key')).toThrow(message);
  });
});

describe('a flag', () => {
  it.each([
    ['true', true],
    [true, true],
    ['false', false],
    [false, false],
  ])('is read from %j', (value, flag) => {
    expect(valuesOf(value).flag('key')).toBe(flag);
  });

  it('refuses another word', () => {
    expect(() => valuesOf('yes').flag('key')).toThrow(
      'context "key" must be true or false, got "yes"',
    );
  });
});

describe('a word', () => {
  it('is read from a closed list', () => {
    expect(valuesOf('none').word('key', ['iam', 'none'])).toBe('none');
  });

  it('refuses a word that is not in it', () => {
    expect(() => valuesOf('open').word('key', ['iam', 'none'])).toThrow(
      'context "key" must be one of iam, none, got "open"',
    );
  });
});

describe('a list', () => {
  it.each([['flex, default'], [['flex', 'default']]])('is read from %j', (value) => {
    expect(valuesOf(value).list('key')).toEqual(['flex', 'default']);
    expect(valuesOf(value).words('key', ['default', 'flex'])).toEqual(['flex', 'default']);
  });

  it.each([
    ['', 'context "key" must be texts between commas, got ""'],
    ['a,,b', 'context "key" must be texts between commas, got "a,,b"'],
    [[], 'context "key" must be texts between commas, got []'],
    [[1], 'context "key" must be texts between commas, got [1]'],
    [{ a: 'b' }, 'context "key" must be texts between commas, got {"a":"b"}'],
  ])('refuses %j', (value, message) => {
    expect(() => valuesOf(value).list('key')).toThrow(message);
  });

  it('refuses a word that is not allowed', () => {
    expect(() => valuesOf('flex,fast').words('key', ['default', 'flex'])).toThrow(
      'context "key" must be one of default, flex, got "fast"',
    );
  });
});

describe('texts by name', () => {
  it.each([['{"extraction":"model:flex"}'], [{ extraction: 'model:flex' }]])(
    'are read from %j',
    (value) => {
      expect(valuesOf(value).texts('key')).toEqual({ extraction: 'model:flex' });
    },
  );

  it.each([
    ['{"extraction":', 'context "key" must be a JSON object of texts, got "{\\"extraction\\":"'],
    ['["a"]', 'context "key" must be a JSON object of texts, got "[\\"a\\"]"'],
    [{ extraction: 1 }, 'context "key" must be a JSON object of texts, got {"extraction":1}'],
    [null, 'context "key" must be a JSON object of texts, got null'],
  ])('refuses %j', (value, message) => {
    expect(() => valuesOf(value).texts('key')).toThrow(message);
  });
});

describe('an amount', () => {
  it.each([
    ['0.5', 0.5],
    ['50', 50],
    [12.25, 12.25],
  ])('is read from %j', (value, amount) => {
    expect(valuesOf(value).amount('key')).toBe(amount);
  });

  it.each([
    ['$50', 'context "key" must be an amount, got "$50"'],
    ['', 'context "key" must be an amount, got ""'],
    [true, 'context "key" must be an amount, got true'],
  ])('refuses %j', (value, message) => {
    expect(() => valuesOf(value).amount('key')).toThrow(message);
  });
});

describe('sections', () => {
  it.each([['{"claims":{"limitUsd":50}}'], [{ claims: { limitUsd: 50 } }]])(
    'are read from %j',
    (value) => {
      const sections = valuesOf(value).sections('key', ['limitUsd', 'period']);
      expect(Object.keys(sections ?? {})).toEqual(['claims']);
      expect(sections?.['claims']?.amount('limitUsd')).toBe(50);
      expect(sections?.['claims']?.text('period')).toBeUndefined();
    },
  );

  it('say where a bad value stands', () => {
    const sections = valuesOf({ claims: { limitUsd: 'much' } }).sections('key', ['limitUsd']);
    expect(() => sections?.['claims']?.amount('limitUsd')).toThrow(
      'context "key.claims.limitUsd" must be an amount, got "much"',
    );
  });

  it.each([
    ['claims', 'context "key" must be a JSON object of objects, got "claims"'],
    [{ claims: 50 }, 'context "key" must be a JSON object of objects, got {"claims":50}'],
    [[{}], 'context "key" must be a JSON object of objects, got [{}]'],
    [{ claims: { limit: 5 } }, 'context "key.claims" has no "limit"; it may have limitUsd, period'],
  ])('refuse %j', (value, message) => {
    expect(() => valuesOf(value).sections('key', ['limitUsd', 'period'])).toThrow(message);
  });
});

it('reads nothing where nothing is set', () => {
  const values = valuesOf(undefined);
  expect([
    values.text('key'),
    values.wholeNumber('key'),
    values.flag('key'),
    values.word('key', ['a']),
    values.words('key', ['a']),
    values.list('key'),
    values.texts('key'),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, undefined]);
});
