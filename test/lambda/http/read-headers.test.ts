import { expect, it } from 'vitest';
import { readHeaders } from '../../../lambda/http/read-headers';

it.each([
  [
    'joins what is repeated',
    { headers: { Accept: 'two' }, multiValueHeaders: { Accept: ['one', 'two'] } },
    { accept: 'one,two' },
  ],
  [
    'joins what is repeated in another case',
    { headers: { 'X-Router-Strict-Tier': 'true', 'x-router-strict-tier': 'false' } },
    { 'x-router-strict-tier': 'true,false' },
  ],
  [
    'joins what is the same once',
    {
      headers: { accept: 'a' },
      multiValueHeaders: { Accept: ['a', 'a', 'b'], TE: ['x', 'x'], te: ['x'] },
    },
    { accept: 'a,a,b', te: 'x' },
  ],
  [
    'reads the map of repeated headers if it stands alone',
    { headers: null, multiValueHeaders: { 'X-Router-Timeout-Ms': ['900'], Accept: ['a', 'b'] } },
    { 'x-router-timeout-ms': '900', accept: 'a,b' },
  ],
  [
    'reads what only one of the maps has',
    { headers: { Accept: '*/*' }, multiValueHeaders: { Host: ['example.org'] } },
    { accept: '*/*', host: 'example.org' },
  ],
  [
    'reads the single value beside an empty list',
    { headers: { Accept: '*/*', Host: 'h' }, multiValueHeaders: { Accept: [], Host: null } },
    { accept: '*/*', host: 'h' },
  ],
  [
    'reads names in any case, and keeps the case of values',
    { headers: { AUTHORIZATION: 'Bearer Ab' } },
    { authorization: 'Bearer Ab' },
  ],
  [
    'leaves out what has no value',
    { headers: { accept: undefined, te: null, host: '' } },
    { host: '' },
  ],
  ['reads no headers', { headers: null, multiValueHeaders: null }, {}],
])('%s', (_, maps, expected) => {
  expect({ ...readHeaders(maps) }).toEqual(expected);
});

it('has nothing but what was sent', () => {
  const headers = readHeaders({ headers: { Accept: '*/*' } });
  expect(headers['constructor']).toBeUndefined();
  expect(headers['hasownproperty']).toBeUndefined();
});

it.each([
  '{"headers":{"__proto__":"a","toString":"b"}}',
  '{"multiValueHeaders":{"__proto__":["a"],"toString":["b"]}}',
  '{"headers":{"__proto__":"a","toString":"b"},"multiValueHeaders":{}}',
])('reads names of members that objects have in %s', (text) => {
  expect(Object.entries(readHeaders(JSON.parse(text)))).toEqual([
    ['__proto__', 'a'],
    ['tostring', 'b'],
  ]);
});

it.each([
  ['a number', { headers: { Accept: 7 } }, 'the value of "Accept" is of type number, not text'],
  [
    'a list with null in it',
    { multiValueHeaders: { Accept: ['a', null] } },
    'the value of "Accept" is null, not text',
  ],
])('refuses %s for a value', (_, maps, message) => {
  expect(() => readHeaders(maps)).toThrow(
    expect.objectContaining({ code: 'invalid-header', message }),
  );
});

it.each([
  ['headers', { headers: 'Accept: */*' }],
  ['multiValueHeaders', { headers: {}, multiValueHeaders: [['Accept']] }],
])('refuses %s that are no map', (_, maps) => {
  expect(() => readHeaders(maps)).toThrow(expect.objectContaining({ code: 'invalid-event' }));
});
