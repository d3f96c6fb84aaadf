import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallerPolicy } from '../../../../lambda/core/callers/parse-policy';

const UNBOUND = { operations: 'any', tiers: 'any', models: 'any', budget: undefined };
const OPERATION_RULE =
  'lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, models, jobs, messages, chat, responses, direct';
const NAME_RULE = '1 to 64 letters, digits, ".", "_" and "-"';
const EXCEEDED_RULE = 'reject, demote-to-flex or demote-to:<operation>';
const BUDGET = '"limitUsd":50,"period":"month"';

it('reads every rule', () => {
  const text = `{
    "name": "claims",
    "operations": ["extraction", "direct"],
    "tiers": ["flex", "standard"],
    "models": ["us.amazon.nova-2-lite-v1:0", "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"],
    "budget": { "limitUsd": 50, "period": "month", "whenExceeded": "demote-to:batch", "whenUnavailable": "reject" }
  }`;
  expect(parseCallerPolicy(text)).toEqual({
    kind: 'parsed',
    value: {
      name: 'claims',
      operations: ['extraction', 'direct'],
      tiers: ['flex', 'default'],
      models: [
        'us.amazon.nova-2-lite-v1:0',
        'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
      ],
      budget: {
        limitUsd: 50,
        period: 'month',
        whenExceeded: { kind: 'demote-to-operation', operation: 'batch' },
        whenUnavailable: 'reject',
      },
    },
  });
});

it.each(['A', 'team-7_batch.eu', 'x'.repeat(64)])('needs no more than a name: %s', (name) => {
  expect(parseCallerPolicy(JSON.stringify({ name }))).toEqual({
    kind: 'parsed',
    value: { name, ...UNBOUND },
  });
});

describe('a budget', () => {
  it('refuses past its limit and lets through without its ledger, unless it says otherwise', () => {
    expect(parseCallerPolicy(`{"name":"claims","budget":{${BUDGET}}}`)).toMatchObject({
      value: {
        budget: {
          limitUsd: 50,
          period: 'month',
          whenExceeded: { kind: 'reject' },
          whenUnavailable: 'allow',
        },
      },
    });
  });

  it.each([0.000001, 999_999.999999, 1_000_000])('may be %d USD', (limitUsd) => {
    const text = JSON.stringify({ name: 'claims', budget: { limitUsd, period: 'day' } });
    expect(parseCallerPolicy(text)).toMatchObject({ value: { budget: { limitUsd } } });
  });

  it.each([
    ['reject', { kind: 'reject' }],
    ['demote-to-flex', { kind: 'demote-to-flex' }],
    ['demote-to:overnight', { kind: 'demote-to-operation', operation: 'overnight' }],
  ])('may answer with %s', (word, whenExceeded) => {
    const text = `{"name":"claims","budget":{${BUDGET},"whenExceeded":"${word}"}}`;
    expect(parseCallerPolicy(text)).toMatchObject({ value: { budget: { whenExceeded } } });
  });
});

describe('a value is refused', () => {
  it.each([
    ['claims', 'the policy is not a JSON object, such as {"name":"claims"}'],
    ['{"name":"claims","Tiers":["flex"]}', 'the policy has no member "Tiers"; did you mean tiers?'],
    ['{}', `name is undefined, not ${NAME_RULE}`],
    ['{"name":""}', `name is "", not ${NAME_RULE}`],
    ['{"name":7}', `name is 7, not ${NAME_RULE}`],
    ['{"name":"Schäden"}', `name is "Schäden", not ${NAME_RULE}`],
    ['{"name":"claims team"}', `name is "claims team", not ${NAME_RULE}`],
    [`{"name":"${'x'.repeat(65)}"}`, `name is "${'x'.repeat(63)}…, not ${NAME_RULE}`],
    [
      '{"name":"claims","operations":[]}',
      'operations is [], not a list of operation names, with "direct" for calls by model ID',
    ],
    [
      '{"name":"claims","operations":["a",1]}',
      `operations[1] is 1, not "direct" or an operation name: ${OPERATION_RULE}`,
    ],
    [
      '{"name":"claims","operations":["extraction","*"]}',
      `operations[1] is "*", not "direct" or an operation name: ${OPERATION_RULE}`,
    ],
    [
      '{"name":"claims","tiers":[]}',
      'tiers is [], not a list of the service tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      '{"name":"claims","tiers":["Flex"]}',
      'tiers[0] is "Flex"; the service tiers are priority, default, flex, reserved, ultrafast',
    ],
    [
      '{"name":"claims","models":{}}',
      'models is {}, not a list of model IDs and ARNs without a tier',
    ],
    [
      '{"name":"claims","models":["us.amazon.nova-2-lite-v1:0:flex"]}',
      'models[0]: "us.amazon.nova-2-lite-v1:0:flex" names a tier or a connection; write the model alone: "us.amazon.nova-2-lite-v1:0"',
    ],
    [
      '{"name":"claims","models":["a.b c"]}',
      'models[0]: "a.b c" is not a tiered model ID: no model ID contains " "',
    ],
    ['{"name":"claims","models":[7]}', 'models[0] is 7, not a model ID or ARN'],
    ['{"name":"claims","budget":50}', 'budget is 50, not a JSON object'],
    [
      '{"name":"claims","budget":{"limitUsd":50,"period":"week"}}',
      'budget.period is "week"; it may be day or month',
    ],
    [
      `{"name":"claims","budget":{${BUDGET},"whenExceeded":7}}`,
      `budget.whenExceeded is 7, not ${EXCEEDED_RULE}`,
    ],
    [
      `{"name":"claims","budget":{${BUDGET},"whenExceeded":"demote-to:"}}`,
      `budget.whenExceeded is "demote-to:", not ${EXCEEDED_RULE}`,
    ],
    [
      `{"name":"claims","budget":{${BUDGET},"whenExceeded":"allow"}}`,
      `budget.whenExceeded is "allow", not ${EXCEEDED_RULE}`,
    ],
    [
      `{"name":"claims","budget":{${BUDGET},"whenExceeded":"demote-in:batch"}}`,
      `budget.whenExceeded is "demote-in:batch", not ${EXCEEDED_RULE}`,
    ],
    [
      `{"name":"claims","budget":{${BUDGET},"whenUnavailable":"maybe"}}`,
      'budget.whenUnavailable is "maybe"; it may be allow or reject',
    ],
  ])('%s', (text, problem) => {
    expect(parseCallerPolicy(text)).toEqual({ kind: 'rejected', problem });
  });

  it.each([
    ['0', '0'],
    ['-1', '-1'],
    ['1000000.1', '1000000.1'],
    ['0.0000001', '1e-7'],
    ['1.2345678', '1.2345678'],
    ['"50"', '"50"'],
  ])('with a limit of %s', (limit, shown) => {
    const text = `{"name":"claims","budget":{"limitUsd":${limit},"period":"day"}}`;
    expect(parseCallerPolicy(text)).toEqual({
      kind: 'rejected',
      problem: `budget.limitUsd is ${shown}, not a number above 0 and up to 1000000 with at most six decimals`,
    });
  });
});

it('reads no policy from JSON that does not name one', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const parsed = parseCallerPolicy(text);
      if (parsed.kind === 'parsed')
        expect(JSON.parse(text)).toHaveProperty('name', parsed.value.name);
      else expect(parsed.problem).not.toBe('');
    }),
  );
});

it('shows of a value at most its beginning', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 100 }), (secret) => {
      const parsed = parseCallerPolicy(JSON.stringify({ name: secret }));
      expect(parsed.kind === 'rejected' && parsed.problem.length).toBeLessThan(140);
    }),
  );
});
