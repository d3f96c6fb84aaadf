import { describe, expect, it } from 'vitest';
import { parsePriceOverrides } from '../../../../lambda/core/pricing/parse-price-overrides';

const US_NOVA = 'us.amazon.nova-2-lite-v1:0';
const RATES_RULE =
  '[input, output] to [input, output, cacheRead, cacheWrite, cacheWriteOneHour] in USD per million tokens, each from 0 to 1000, or null for a cache rate that is unknown';

it('reads rows and multipliers', () => {
  const text = `{
    "rows": {
      "us.amazon.nova-2-lite-v1:0": [0.33, 2.75, 0.0825],
      "us.amazon.nova-2-lite-v1:0:priority": [0.6, 4.8],
      "us.anthropic.claude-sonnet-4-6": [3.3, 16.5, null, 4.125, 6.6]
    },
    "multipliers": { "flex": 0.45 }
  }`;
  expect(parsePriceOverrides(text)).toEqual({
    kind: 'parsed',
    value: {
      rates: new Map([
        [US_NOVA, { default: [0.33, 2.75, 0.0825], priority: [0.6, 4.8] }],
        ['us.anthropic.claude-sonnet-4-6', { default: [3.3, 16.5, null, 4.125, 6.6] }],
      ]),
      multipliers: { flex: 0.45 },
    },
  });
});

it.each(['{}', '{"rows":{}}', '{"multipliers":{}}', ' {"rows":{},"multipliers":{}}\n'])(
  'finds nothing overridden in %s',
  (text) => {
    expect(parsePriceOverrides(text)).toEqual({
      kind: 'parsed',
      value: { rates: new Map(), multipliers: {} },
    });
  },
);

it('takes the highest numbers that it allows', () => {
  const text = '{"rows":{"a.b":[0,1000]},"multipliers":{"flex":0.001,"priority":10}}';
  expect(parsePriceOverrides(text)).toMatchObject({ kind: 'parsed' });
});

it('has room for fifty rows in a standard parameter', () => {
  const rows = Array.from({ length: 50 }, (_, index) => [
    `us.anthropic.claude-model-4-${10 + index}-v1:0:priority`,
    [5.775, 28.875, 0.5775],
  ]);
  const text = JSON.stringify({ rows: Object.fromEntries(rows) });
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(parsePriceOverrides(text)).toMatchObject({ kind: 'parsed' });
});

describe('a value is refused', () => {
  it.each([
    ['{"row":{}}', 'the value has no member "row"; did you mean rows?'],
    ['{"rows":null}', 'rows is null, not a JSON object'],
    ['{"rows":{"__proto__":[1,2]}}', 'rows may not have the member "__proto__"'],
    ['{"rows":{"constructor":[1,2]}}', 'rows may not have the member "constructor"'],
    ['{"rows":{"prototype":{}}}', 'rows may not have the member "prototype"'],
    ['{"__proto__":{}}', 'the value has no member "__proto__"; it may have rows, multipliers'],
    ['{"multipliers":0.5}', 'multipliers is 0.5, not a JSON object'],
    [
      '{"multipliers":{"default":1}}',
      'multipliers has no member "default"; it may have flex, priority',
    ],
    [
      '{"multipliers":{"flex":"0.5"}}',
      'multipliers.flex is "0.5", not a number above 0 and up to 10',
    ],
    ['{"multipliers":{"flex":0}}', 'multipliers.flex is 0, not a number above 0 and up to 10'],
    [
      '{"multipliers":{"priority":175}}',
      'multipliers.priority is 175, not a number above 0 and up to 10',
    ],
    ['{"rows":{"a.b":0.3}}', `rows["a.b"] is 0.3, not ${RATES_RULE}`],
    ['{"rows":{"a.b":[0.3]}}', `rows["a.b"] is [0.3], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,2,3,4,5,6]}}', `rows["a.b"] is [1,2,3,4,5,6], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[null,2]}}', `rows["a.b"] is [null,2], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,null,3]}}', `rows["a.b"] is [1,null,3], not ${RATES_RULE}`],
    ['{"rows":{"a.b":["1",2]}}', `rows["a.b"] is ["1",2], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[-1,2]}}', `rows["a.b"] is [-1,2], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,1001]}}', `rows["a.b"] is [1,1001], not ${RATES_RULE}`],
    ['{"rows":{"":[1,2]}}', 'rows[""]: "" is not a tiered model ID: it is empty'],
    ['{"rows":{"a.b":[1,2],"a.b:default":[1,3]}}', 'rows names "a.b" twice'],
  ])('%s', (text, problem) => {
    expect(parsePriceOverrides(text)).toEqual({ kind: 'rejected', problem });
  });

  it('as no JSON object, in words that quote nothing of it', () => {
    const text = 'a password that went astray';
    expect(parsePriceOverrides(text)).toEqual({
      kind: 'rejected',
      problem: 'the value is not a JSON object, such as {"rows":{},"multipliers":{"flex":0.5}}',
    });
  });
});
