import { isDeepStrictEqual } from 'node:util';
import { CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type BedrockTierRouterProps, ServiceTier, TieredModel } from '../../../lib';
import {
  type WrittenParts,
  writeFunctionEnvironment,
} from '../../../lib/functions/write-function-environment';
import { resolveSettings } from '../../../lib/settings/router-settings';
import { makeStack } from '../router-in-stack';

/** The environment in the template. The ID of the stack is `<owner>`. */
function write(props: BedrockTierRouterProps, parts?: WrittenParts) {
  const { stack } = makeStack();
  const settings = resolveSettings(props);
  const { ROUTER_CONFIG: config, ...others } = stack.resolve(
    writeFunctionEnvironment(stack, settings, parts),
  );
  const joined: unknown[] = config['Fn::Join'][1];
  return { ROUTER_CONFIG: joined.map(writeOwner).join(''), ...others };
}

function writeOwner(part: unknown): unknown {
  return isDeepStrictEqual(part, { Ref: 'AWS::StackId' }) ? '<owner>' : part;
}

function listOperations(count: number) {
  const names = Array.from({ length: count }, (_, index) => `operation-number-${index}`);
  return Object.fromEntries(names.map((name) => [name, [TieredModel.NOVA_2_LITE_US]]));
}

it('has everything that the function reads', () => {
  const props = {
    operations: {
      extraction: [
        TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX),
        TieredModel.of('google.gemma-3-27b-it'),
      ],
    },
    allowedTiers: [ServiceTier.DEFAULT, ServiceTier.FLEX],
    firstByteTimeouts: { defaultTier: Duration.minutes(1), flex: Duration.seconds(200) },
  };
  expect(write(props)).toEqual({
    ROUTER_CONFIG:
      '{"parameterPrefix":"/bedrock-tier-router","operations":{"extraction":"us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it"},"allowedModels":["us.amazon.nova-2-lite-v1:0","google.gemma-3-27b-it"],"allowedTiers":["default","flex"],"mappingMaxAgeSeconds":30,"requestTimeoutSeconds":290,"firstByteTimeoutsSeconds":{"default":60,"flex":200},"owner":"<owner>"}',
    POWERTOOLS_SERVICE_NAME: 'bedrock-tier-router',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
});

it('names the service after the prefix', () => {
  expect(write({ parameterPrefix: '/team/router' })).toMatchObject({
    POWERTOOLS_SERVICE_NAME: 'team/router',
  });
});

it('turns off request metadata if the user does', () => {
  expect(JSON.parse(write({ requestMetadata: false }).ROUTER_CONFIG)).toMatchObject({
    requestMetadata: false,
  });
});

it('keeps strings and numbers that only the deployment resolves', () => {
  const { stack } = makeStack();
  const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
  const settings = resolveSettings({
    parameterPrefix: Fn.importValue('Prefix'),
    operations: { extraction: [TieredModel.NOVA_2_LITE_US] },
    mappingMaxAge: Duration.seconds(seconds),
  });
  const budgetTable = Fn.importValue('Table');
  const environment = writeFunctionEnvironment(stack, settings, { budgetTable });
  const { ROUTER_CONFIG } = stack.resolve(environment);
  expect(ROUTER_CONFIG).toEqual({
    'Fn::Join': [
      '',
      [
        '{"parameterPrefix":"',
        { 'Fn::ImportValue': 'Prefix' },
        '","operations":{"extraction":"us.amazon.nova-2-lite-v1:0"},"allowedModels":["us.amazon.nova-2-lite-v1:0"],"allowedTiers":["priority","default","flex","reserved","ultrafast"],"mappingMaxAgeSeconds":',
        { Ref: 'Seconds' },
        ',"requestTimeoutSeconds":290,"firstByteTimeoutsSeconds":{},"authorization":"keys","budgetTable":"',
        { 'Fn::ImportValue': 'Table' },
        '","owner":"',
        { Ref: 'AWS::StackId' },
        '"}',
      ],
    ],
  });
});

describe('an environment above Lambda’s limit', () => {
  const refusal =
    /^operations and allowedModels take 4\d{3} bytes of the function's environment, whose limit is 4096; name fewer of them, and add operations as parameters after the deployment$/;

  it('is refused', () => {
    expect(() => write({ operations: listOperations(80) })).toThrow(refusal);
  });

  it('is refused even if a part of it is known only at deployment', () => {
    const props = { operations: listOperations(80) };
    expect(() => write(props, { budgetTable: Fn.importValue('Table') })).toThrow(refusal);
  });
});

it('refuses a fraction of a second', () => {
  expect(() => write({ mappingMaxAge: Duration.millis(1500) })).toThrow(
    'mappingMaxAge must be a whole number of seconds, got 1 second 500 millis',
  );
});
