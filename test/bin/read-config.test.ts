import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Context, readConfig as read } from '../../bin/read-config';
import { context as featureFlags } from '../../cdk.json';

function writeFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'router.json');
  writeFileSync(path, text);
  return path;
}

describe('config', () => {
  it('is empty if no context key is set', () => {
    expect(read({})).toEqual({});
  });

  it.each([
    ['an object', { memorySizeMib: 1024 }],
    ['text', '{"memorySizeMib":1024}'],
  ])('is read from %s', (_, config) => {
    expect(read({ config })).toEqual({ memorySizeMib: 1024 });
  });

  it('is read from a file', () => {
    expect(read({ config: writeFile('{"memorySizeMib":1024}') })).toEqual({ memorySizeMib: 1024 });
  });

  it('must be in a file that exists', () => {
    expect(() => read({ config: 'no-such-file.json' })).toThrow(
      /^context "config" is "no-such-file.json", but must be a JSON object or the path of a JSON file; ENOENT/,
    );
  });

  it('must be valid JSON', () => {
    const path = writeFile('{"memorySizeMib":');
    expect(() => read({ config: path })).toThrow(
      `context "config" is "${path}", but this is not valid JSON`,
    );
    expect(() => read({ config: '{"memorySizeMib":' })).toThrow('but this is not valid JSON');
  });
});

describe('a flag', () => {
  it.each<[Context, Context]>([
    [
      { operations: '{"extraction":"google.gemma-3-27b-it"}' },
      { operations: { extraction: 'google.gemma-3-27b-it' } },
    ],
    [
      { operations: { extraction: 'google.gemma-3-27b-it' } },
      { operations: { extraction: 'google.gemma-3-27b-it' } },
    ],
    [{ allowedTiers: 'flex, default' }, { allowedTiers: ['flex', 'default'] }],
    [{ allowedTiers: ['flex'] }, { allowedTiers: ['flex'] }],
    [{ parameterPrefix: '/other' }, { parameterPrefix: '/other' }],
    [{ authorization: 'keys' }, { authorization: { type: 'keys' } }],
    [
      { alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:on-duty' },
      { alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:on-duty' },
    ],
    [{ lambdaHookFunctionName: 'GENAIIDP-router' }, { lambdaHookFunctionName: 'GENAIIDP-router' }],
  ])('overrides config: %j', (flag, expected) => {
    const config = {
      operations: { classification: 'us.amazon.nova-2-lite-v1:0' },
      allowedTiers: ['priority'],
      parameterPrefix: '/team/router',
      authorization: { type: 'iam' },
      alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:by-mail',
      lambdaHookFunctionName: 'GENAIIDP-other',
    };
    expect(read({ config, ...flag })).toEqual({ ...config, ...expected });
  });

  it('keeps the details of the same type of authorization', () => {
    const config = { authorization: { type: 'keys', header: 'api-key' } };
    expect(read({ config, authorization: 'keys' })).toEqual(config);
    expect(read({ config, authorization: 'iam' })).toEqual({ authorization: { type: 'iam' } });
  });

  it.each<[Context, string]>([
    [
      { operations: '{"extraction":' },
      'context "operations" is "{\\"extraction\\":", not a JSON object',
    ],
    [
      { operations: { extraction: 'us.amazon.nova-2-lite-v1:0:turbo' } },
      'context "operations.extraction" is not a route: "us.amazon.nova-2-lite-v1:0:turbo" is not a tiered model ID: ' +
        '"turbo" is neither a version nor one of the tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      { allowedTiers: 'standard' },
      'context "allowedTiers.0" is "standard"; it may be priority or default or flex or reserved or ultrafast',
    ],
    [
      { parameterPrefix: '' },
      'context "parameterPrefix" is "", not a text of one or more characters',
    ],
    [
      { authorization: 'open' },
      'context "authorization" is "open"; it may be iam or keys or jwt or none',
    ],
    [{ authorization: 'jwt' }, 'context "config.authorization" needs the member "issuer"'],
    [
      { alarmTopicArn: 'on-duty' },
      'context "alarmTopicArn" is "on-duty", not of the form arn:aws:sns:<region>:<account>:<topic>',
    ],
  ])('is refused: %j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });
});

it.each([
  ['memorySizeMib', 'memorySizeMib'],
  ['callers', 'callers'],
  ['alarms', 'alarms'],
  ['keyHeader', 'authorization.header'],
  ['jwtIssuer', 'authorization.issuer'],
  ['jwtAudience', 'authorization.audience'],
  ['jwksUri', 'authorization.jwksUri'],
  ['acceptedRisk', 'authorization.acceptedRisk'],
  ['alarmErrorPercentage', 'alarms.errorPercentage'],
  ['alarmThrottlePercentage', 'alarms.throttlePercentage'],
  ['alarmsWithout', 'alarms.without'],
])('the context key %s belongs to config.%s', (key, place) => {
  expect(() => read({ [key]: '1' })).toThrow(
    `context "${key}" is not supported; set "config.${place}" instead`,
  );
});

it.each([
  ['confg', 'config'],
  ['operation', 'operations'],
  ['authorisation', 'authorization'],
  ['alowedTier', 'allowedTiers'],
  ['parameterprefix', 'parameterPrefix'],
  ['memorySizeMb', 'config.memorySizeMib'],
  ['jwtIsuer', 'config.authorization.issuer'],
])('the context key %s is refused as a misspelled %s', (key, meant) => {
  expect(() => read({ [key]: '1' })).toThrow(
    `context "${key}" is not known; did you mean "${meant}"?`,
  );
});

it('context keys of CDK and of other apps are ignored', () => {
  const context = {
    ...featureFlags,
    'aws:config': 1,
    'team/config': 1,
    stage: 'dev',
    region: 'eu',
  };
  expect(read(context)).toEqual({});
});

describe('a member that depends on another one is refused', () => {
  it.each<[Context, string]>([
    [
      { config: { callers: { claims: {} } } },
      'context "config.callers" needs config.authorization {"type":"keys"}',
    ],
    [
      {
        config: { callers: { claims: {} }, authorization: { type: 'keys' } },
        authorization: 'iam',
      },
      'context "config.callers" needs config.authorization {"type":"keys"}',
    ],
    [
      { config: { requestTimeoutSeconds: 61, timeoutSeconds: 60 } },
      'context "config.requestTimeoutSeconds" is 61, more than config.timeoutSeconds, which is 60',
    ],
  ])('%j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });

  it('unless the other one suits it', () => {
    const config = { callers: { claims: {} }, requestTimeoutSeconds: 60, timeoutSeconds: 60 };
    expect(read({ config, authorization: 'keys' })).toMatchObject(config);
  });
});
