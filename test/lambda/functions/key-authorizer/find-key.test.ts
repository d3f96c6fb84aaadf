import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKey } from '../../../../lambda/functions/key-authorizer/find-key';

const KEY = 'exampleKey0123456789abcdefghijklmnopqrst';

function find(headers: Readonly<Record<string, string>>) {
  return findKey({ headers, multiValueHeaders: null }, 'either');
}

describe('a key', () => {
  it.each([
    ['x-api-key', KEY],
    ['X-Api-Key', ` ${KEY} `],
    ['authorization', `Bearer ${KEY}`],
    ['AUTHORIZATION', `BEARER   ${KEY}`],
  ])('is found in %s: %s', (name, value) => {
    expect(find({ [name]: value })).toBe(KEY);
  });

  it.each([
    ['of 20 characters', 'a'.repeat(20)],
    ['of 128 characters', 'a'.repeat(128)],
    ['made by people', '3f2c7c1e-5d8b-4f6a-9d27_claims/batch+2026='],
  ])('%s is taken', (_, key) => {
    expect(find({ 'x-api-key': key })).toBe(key);
    expect(find({ authorization: `Bearer ${key}` })).toBe(key);
  });

  it.each([
    ['of 19 characters', 'a'.repeat(19)],
    ['of 129 characters', 'a'.repeat(129)],
    ['with a dot, as JSON web tokens have', `${KEY}.x`],
    ['with a space', `${KEY} ${KEY}`],
    ['with a letter outside ASCII', `${KEY}é`],
  ])('%s is none', (_, key) => {
    expect(find({ 'x-api-key': key })).toBeUndefined();
    expect(find({ authorization: `Bearer ${key}` })).toBeUndefined();
  });
});

describe('Authorization', () => {
  it.each([
    ['without a scheme', KEY],
    ['with another scheme', `Basic ${KEY}`],
    ['without a token', 'Bearer '],
    ['without a space', `Bearer${KEY}`],
  ])('%s has no key', (_, authorization) => {
    expect(find({ authorization })).toBeUndefined();
  });

  it('is not read when x-api-key has something', () => {
    expect(find({ 'x-api-key': 'short', authorization: `Bearer ${KEY}` })).toBeUndefined();
  });

  it('is read when x-api-key is empty', () => {
    expect(find({ 'x-api-key': '', authorization: `Bearer ${KEY}` })).toBe(KEY);
  });
});

it('refuses a header that is sent twice', () => {
  const headers = { 'x-api-key': KEY };
  const multiValueHeaders = { 'x-api-key': [KEY, 'b'.repeat(40)] };
  expect(findKey({ headers, multiValueHeaders }, 'either')).toBeUndefined();
});

it('reads a repeated header when there is no single one', () => {
  const multiValueHeaders = { 'X-Api-Key': [KEY] };
  expect(findKey({ headers: null, multiValueHeaders }, 'either')).toBe(KEY);
});

it.each([[null], [{}]])('finds none in %j', (headers) => {
  expect(findKey({ headers, multiValueHeaders: headers }, 'either')).toBeUndefined();
});

it('answers whatever is sent with a whole key or nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (headers, value) => {
      const found = find({ ...headers, authorization: value });
      return found === undefined || /^\S{20,128}$/.test(found);
    }),
  );
});
