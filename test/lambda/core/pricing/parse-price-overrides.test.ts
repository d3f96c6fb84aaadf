import { describe, expect, it } from 'vitest';
import { parsePriceOverrides } from '../../../../lambda/core/pricing/parse-price-overrides';

const US_NOVA = 'us.amazon.nova-2-lite-v1:0';
const RATES_RULE =
  '[input, output], [input, output, cacheRead] or [input, output, cacheRead, cacheWrite], each in USD per million tokens and from 0 to 1000';

it('reads rows and multipliers', () => {
  const text = `{
    "rows": {
      "us.amazon.nova-2-lite-v1:0": [0.33, 2.75, 0.0825],
      "us.amazon.nova-2-lite-v1:0:priority": [0.6, 4.8],
      "us.anthropic.claude-sonnet-4-6": [3.3, 16.5, 0.33, 4.125]
    },
    "multipliers": { "flex": 0.45 }
  }`;
  expect(parsePriceOverrides(text)).toEqual({
    kind: 'parsed',
    value: {
      rows: [
        { baseModelId: US_NOVA, tier: 'default', rates: [0.33, 2.75, 0.0825] },
        { baseModelId: US_NOVA, tier: 'priority', rates: [0.6, 4.8] },
        {
          baseModelId: 'us.anthropic.claude-sonnet-4-6',
          tier: 'default',
          rates: [3.3, 16.5, 0.33, 4.125],
        },
      ],
      multipliers: { flex: 0.45 },
    },
  });
});

it.each(['{}', '{"rows":{}}', '{"multipliers":{}}', ' {"rows":{},"multipliers":{}}\n'])(
  'finds nothing overridden in %s',
  (text) => {
    expect(parsePriceOverrides(text)).toEqual({
      kind: 'parsed',
      value: { rows: [], multipliers: {} },
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
    ['{"row":{}}', 'the value has no member "row"; it may have rows, multipliers'],
    ['{"rows":[]}', 'rows is [], not a JSON object'],
    ['{"rows":null}', 'rows is null, not a JSON object'],
    ['{"rows":{"__proto__":[1,2]}}', 'rows has a row "__proto__", which is not a model ID'],
    ['{"rows":{"constructor":[1,2]}}', 'rows has a row "constructor", which is not a model ID'],
    ['{"rows":{"prototype":{}}}', 'rows has a row "prototype", which is not a model ID'],
    ['{"__proto__":{}}', 'the value has no member "__proto__"; it may have rows, multipliers'],
    ['{"multipliers":0.5}', 'multipliers is 0.5, not a JSON object'],
    [
      '{"multipliers":{"default":1}}',
      'multipliers has no member "default"; it may have flex, priority',
    ],
    [
      '{"multipliers":{"Flex":0.5}}',
      'multipliers has no member "Flex"; it may have flex, priority',
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
    [
      '{"multipliers":{"priority":null}}',
      'multipliers.priority is null, not a number above 0 and up to 10',
    ],
    ['{"rows":{"a.b":0.3}}', `rows["a.b"] is 0.3, not ${RATES_RULE}`],
    ['{"rows":{"a.b":{"input":1}}}', `rows["a.b"] is {"input":1}, not ${RATES_RULE}`],
    ['{"rows":{"a.b":[0.3]}}', `rows["a.b"] is [0.3], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,2,3,4,5]}}', `rows["a.b"] is [1,2,3,4,5], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,null]}}', `rows["a.b"] is [1,null], not ${RATES_RULE}`],
    ['{"rows":{"a.b":["1",2]}}', `rows["a.b"] is ["1",2], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[-1,2]}}', `rows["a.b"] is [-1,2], not ${RATES_RULE}`],
    ['{"rows":{"a.b":[1,1001]}}', `rows["a.b"] is [1,1001], not ${RATES_RULE}`],
    ['{"rows":{"":[1,2]}}', 'rows[""]: "" is not a tiered model ID: it is empty'],
    [
      '{"rows":{"a.b:0:FLEX":[1,2]}}',
      'rows["a.b:0:FLEX"]: "a.b:0:FLEX" is not a tiered model ID: tiers are written in lower case: "a.b:0:flex"',
    ],
    [
      '{"rows":{"a.b:turbo":[1,2]}}',
      'rows["a.b:turbo"]: "a.b:turbo" is not a tiered model ID: "turbo" is neither a version nor one of the tiers priority, default, flex, reserved',
    ],
    ['{"rows":{"a.b":[1,2],"a.b:default":[1,3]}}', 'rows names "a.b" twice'],
    [
      '{"rows":{"a.b":[1,2]},"multipliers":{"flexi":1}}',
      'multipliers has no member "flexi"; it may have flex, priority',
    ],
  ])('%s', (text, problem) => {
    expect(parsePriceOverrides(text)).toEqual({ kind: 'rejected', problem });
  });

  it.each([
    '',
    '[]',
    'null',
    '0.5',
    'flex=0.5',
    '{"rows":{}',
    "{'rows':{}}",
    'a password that went astray',
  ])('as no JSON object, in words that quote nothing of it: %s', (text) => {
    expect(parsePriceOverrides(text)).toEqual({
      kind: 'rejected',
      problem: 'the value is not a JSON object, such as {"rows":{},"multipliers":{"flex":0.5}}',
    });
  });
});
