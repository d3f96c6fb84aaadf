import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { expect, it } from 'vitest';
import { ContextValues } from '../../bin/context-values';
import { readContext } from '../../bin/read-context';
import { type BedrockTierRouterProps, RouterAlarm } from '../../lib';

function read(context: { readonly [key: string]: unknown }): BedrockTierRouterProps {
  return readContext(new ContextValues((key) => context[key]));
}

it('leaves the defaults of the construct, but for the role that a fresh account lacks', () => {
  expect(read({})).toEqual({ cloudWatchRole: true });
});

it('reads everything that can be said on a command line', () => {
  const { operations, authorization, mappingMaxAge, requestTimeout, timeout, ...rest } = read({
    operations: '{"extraction":"us.amazon.nova-2-lite-v1:0:flex, google.gemma-3-27b-it"}',
    allowedModels: 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it',
    allowedTiers: 'default,flex',
    parameterPrefix: '/team/router',
    stageName: 'test',
    authorization: 'none',
    webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222',
    mappingMaxAgeSeconds: '60',
    requestTimeoutSeconds: '120',
    timeoutSeconds: '180',
    memorySizeMib: '1024',
    reservedConcurrency: '50',
    logRetentionDays: '7',
    throttlingRateLimit: '7',
    throttlingBurstLimit: '9',
    tracing: 'false',
    requestMetadata: 'false',
    cloudWatchRole: 'false',
    dashboard: 'false',
    alarmErrorPercentage: '2',
    alarmThrottlePercentage: '30',
    alarmsWithout: 'tier-downgrades,router-latency',
  });
  expect(operations?.['extraction']?.map(String)).toEqual([
    'us.amazon.nova-2-lite-v1:0:flex',
    'google.gemma-3-27b-it',
  ]);
  expect(authorization?.authorizationType).toBe(AuthorizationType.NONE);
  expect(mappingMaxAge?.toSeconds()).toBe(60);
  expect(requestTimeout?.toSeconds()).toBe(120);
  expect(timeout?.toSeconds()).toBe(180);
  expect(rest).toEqual({
    allowedModels: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
    allowedTiers: ['default', 'flex'],
    parameterPrefix: '/team/router',
    stageName: 'test',
    webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222',
    memorySize: 1024,
    reservedConcurrency: 50,
    logRetention: RetentionDays.ONE_WEEK,
    throttlingRateLimit: 7,
    throttlingBurstLimit: 9,
    tracing: false,
    requestMetadata: false,
    cloudWatchRole: false,
    dashboard: false,
    alarms: {
      errorPercentage: 2,
      throttlePercentage: 30,
      without: [RouterAlarm.TIER_DOWNGRADES, RouterAlarm.ROUTER_LATENCY],
    },
  });
});

it.each([
  [
    { logRetentionDays: '8' },
    /^context "logRetentionDays" must be one of 1, 3, 5, 7, 14, 30, .*, got 8$/,
  ],
  [
    { alarmsWithout: 'noise' },
    'context "alarmsWithout" must be one of errors, throttles, tier-downgrades, mapping-errors, budget-errors, router-latency, function-errors, function-throttles, got "noise"',
  ],
  [{ allowedTiers: 'standard' }, 'context "allowedTiers" must be one of priority, default, flex'],
  [
    { operations: { extraction: 'us.amazon.nova-2-lite-v1:0:turbo' } },
    'context "operations": "us.amazon.nova-2-lite-v1:0:turbo" is not a tiered model ID: ' +
      '"turbo" is neither a version nor one of the tiers priority, default, flex, reserved',
  ],
])('refuses %j', (context, message) => {
  expect(() => read(context)).toThrow(message);
});
