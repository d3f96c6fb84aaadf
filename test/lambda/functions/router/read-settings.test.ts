import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../lambda/functions/router/read-settings';

const ENVIRONMENT = {
  ROUTER_PARAMETER_PREFIX: '/team/router',
  ROUTER_DEPLOYED_MAPPING: '{"extraction":"us.amazon.nova-2-lite-v1:0:flex"}',
  ROUTER_ALLOWED_MODELS: 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it',
  ROUTER_ALLOWED_TIERS: 'flex,default',
  ROUTER_MAPPING_MAX_AGE_SECONDS: '30',
  ROUTER_REQUEST_TIMEOUT_SECONDS: '890',
};

function readWith(changes: Readonly<Record<string, string | undefined>>) {
  return readSettings({ ...ENVIRONMENT, ...changes });
}

describe('the environment of the function', () => {
  it('is read in full', () => {
    expect(readSettings({ ...ENVIRONMENT, AWS_REGION: 'us-east-1' })).toEqual({
      parameterPrefix: '/team/router',
      bounds: {
        models: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
        tiers: ['default', 'flex'],
      },
      deployedMapping: new Map([
        [
          'extraction',
          {
            route: [{ baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' }],
            version: 'deploy',
          },
        ],
      ]),
      mappingMaxAgeMillis: 30_000,
      requestTimeoutMillis: 890_000,
      firstByteMillis: { priority: 120_000, default: 180_000, flex: 240_000, reserved: 120_000 },
      hasCallers: false,
      stampsMetadata: true,
    });
  });

  it('may keep the router out of Bedrock’s invocation logs', () => {
    expect(readWith({ ROUTER_REQUEST_METADATA: 'off' }).stampsMetadata).toBe(false);
  });

  it.each(['', 'on', 'OFF', 'false'])('says of request metadata off or nothing, not %j', (word) => {
    expect(() => readWith({ ROUTER_REQUEST_METADATA: word })).toThrow(
      new Error(`ROUTER_REQUEST_METADATA is "${word}", not "off"`),
    );
  });

  it('may name the table of budgets', () => {
    expect(readWith({}).budgetTable).toBeUndefined();
    expect(readWith({ ROUTER_BUDGET_TABLE: '' }).budgetTable).toBeUndefined();
    expect(readWith({ ROUTER_BUDGET_TABLE: 'budgets' }).budgetTable).toBe('budgets');
  });

  it.each([
    'ROUTER_PARAMETER_PREFIX',
    'ROUTER_DEPLOYED_MAPPING',
    'ROUTER_ALLOWED_MODELS',
    'ROUTER_ALLOWED_TIERS',
    'ROUTER_MAPPING_MAX_AGE_SECONDS',
    'ROUTER_REQUEST_TIMEOUT_SECONDS',
  ])('must have %s', (name) => {
    const refusal = new Error(`${name} is not set`);
    expect(() => readWith({ [name]: undefined })).toThrow(refusal);
    expect(() => readWith({ [name]: '' })).toThrow(refusal);
  });
});

describe('the bounds', () => {
  it('allow any model by a star', () => {
    expect(readWith({ ROUTER_ALLOWED_MODELS: '*' }).bounds.models).toBe('any');
  });

  it.each([
    ['priority,default,flex,reserved', ['priority', 'default', 'flex', 'reserved']],
    ['flex', ['flex']],
    ['standard,flex', ['default', 'flex']],
  ])('allow the tiers %s', (text, tiers) => {
    expect(readWith({ ROUTER_ALLOWED_TIERS: text }).bounds.tiers).toEqual(tiers);
  });

  it.each([
    ['flex,turbo', 'turbo'],
    ['flex, default', ' default'],
    ['flex,', ''],
    ['FLEX', 'FLEX'],
  ])('are refused where the tiers are %j', (text, word) => {
    expect(() => readWith({ ROUTER_ALLOWED_TIERS: text })).toThrow(
      `ROUTER_ALLOWED_TIERS is "${word}"; the service tiers are priority, default, flex, reserved`,
    );
  });
});

describe('the deployed mapping', () => {
  it('may be empty', () => {
    expect(readWith({ ROUTER_DEPLOYED_MAPPING: '{}' }).deployedMapping).toEqual(new Map());
  });

  it.each([
    ['{', 'ROUTER_DEPLOYED_MAPPING is no JSON object'],
    ['[]', 'ROUTER_DEPLOYED_MAPPING is no JSON object'],
    ['null', 'ROUTER_DEPLOYED_MAPPING is no JSON object'],
    ['{"extraction":5}', 'ROUTER_DEPLOYED_MAPPING, operation "extraction": its route is no string'],
    [
      '{"extraction":null}',
      'ROUTER_DEPLOYED_MAPPING, operation "extraction": its route is no string',
    ],
    [
      '{"extraction":"us.amazon.nova-2-lite-v1:0:turbo"}',
      'ROUTER_DEPLOYED_MAPPING, operation "extraction": "us.amazon.nova-2-lite-v1:0:turbo" is not a tiered model ID: "turbo" is neither a version nor one of the tiers priority, default, flex, reserved',
    ],
    [
      '{"extraction":"openai.gpt-oss-20b-1:0"}',
      'ROUTER_DEPLOYED_MAPPING, operation "extraction": model "openai.gpt-oss-20b-1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    ],
    [
      '{"extraction":"us.amazon.nova-2-lite-v1:0:priority"}',
      'ROUTER_DEPLOYED_MAPPING, operation "extraction": service tier "priority" is not allowed here; the allowed tiers are default, flex',
    ],
    [
      '{"__proto__":"us.amazon.nova-2-lite-v1:0"}',
      'ROUTER_DEPLOYED_MAPPING, operation "__proto__": "__proto__" is no operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, direct',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => readWith({ ROUTER_DEPLOYED_MAPPING: text })).toThrow(new Error(message));
  });
});

describe('a duration', () => {
  it.each([
    ['0', 0],
    ['5', 5000],
    ['0.25', 250],
  ])('of %s seconds is %d milliseconds', (text, millis) => {
    expect(readWith({ ROUTER_MAPPING_MAX_AGE_SECONDS: text }).mappingMaxAgeMillis).toBe(millis);
    expect(readWith({ ROUTER_REQUEST_TIMEOUT_SECONDS: text }).requestTimeoutMillis).toBe(millis);
  });

  it.each(['-1', '30s', 'NaN', 'Infinity', '1e999', '5,0'])('is never %s', (text) => {
    expect(() => readWith({ ROUTER_MAPPING_MAX_AGE_SECONDS: text })).toThrow(
      new Error(`ROUTER_MAPPING_MAX_AGE_SECONDS is "${text}", not a number of seconds`),
    );
    expect(() => readWith({ ROUTER_REQUEST_TIMEOUT_SECONDS: text })).toThrow(
      new Error(`ROUTER_REQUEST_TIMEOUT_SECONDS is "${text}", not a number of seconds`),
    );
  });
});

describe('the first byte', () => {
  const readFirstByte = (text: string) =>
    readWith({ ROUTER_FIRST_BYTE_TIMEOUTS_SECONDS: text }).firstByteMillis;
  const DEFAULTS = { priority: 120_000, default: 180_000, flex: 240_000, reserved: 120_000 };

  it.each([
    ['', {}],
    ['flex=600', { flex: 600_000 }],
    ['priority=0.25,standard=90', { priority: 250, default: 90_000 }],
    ['flex=1,flex=2', { flex: 2_000 }],
  ])('is waited for as %j says', (text, changes) => {
    expect(readFirstByte(text)).toEqual({ ...DEFAULTS, ...changes });
  });

  it.each(['flex', 'flex=', 'flex=soon', 'flex=-1', 'flex=1e3'])('is not waited for %j', (text) => {
    const refusal = `ROUTER_FIRST_BYTE_TIMEOUTS_SECONDS has "${text}"; write <tier>=<seconds>`;
    expect(() => readFirstByte(text)).toThrow(refusal);
  });

  it('has no tier that Bedrock has not', () => {
    expect(() => readFirstByte('turbo=1')).toThrow(
      'ROUTER_FIRST_BYTE_TIMEOUTS_SECONDS is "turbo"; the service tiers are priority, default, flex, reserved',
    );
  });
});

describe('the callers', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['keys', true],
  ])('are told apart where %j says so', (word, hasCallers) => {
    const environment = { ROUTER_CALLERS: word, ROUTER_BUDGET_TABLE: 'budgets' };
    expect(readWith(environment).hasCallers).toBe(hasCallers);
  });

  it.each([undefined, ''])('have a table for their budgets: not %j', (table) => {
    const environment = { ROUTER_CALLERS: 'keys', ROUTER_BUDGET_TABLE: table };
    expect(() => readWith(environment)).toThrow(new Error('ROUTER_BUDGET_TABLE is not set'));
  });

  it.each(['Keys', 'jwt', 'none'])('are named by nothing else than keys: %s', (word) => {
    expect(() => readWith({ ROUTER_CALLERS: word })).toThrow(
      new Error(`ROUTER_CALLERS is "${word}"; it may be keys or left out`),
    );
  });
});
