import { Duration } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { expect, it } from 'vitest';
import { checkValue } from '../../bin/check-value';
import { CONFIG } from '../../bin/config-schema';
import { writeRouterProps } from '../../bin/write-router-props';
import {
  type BedrockTierRouterProps,
  KeyHeader,
  OperationSettings,
  ReplyCache,
  RouterAuthorization,
  RouterJobs,
} from '../../lib';
import { templateOf } from '../lib/router-in-stack';

function write(config: unknown): BedrockTierRouterProps {
  return writeRouterProps(checkValue(CONFIG, config, 'config'));
}

it('leaves the defaults of the construct, except for the role that a new account lacks', () => {
  expect(write({})).toEqual({ cloudWatchRole: true });
});

it('writes every member', () => {
  const { operations, settings, authorization, firstByteTimeouts, ...props } = write({
    settings: { extraction: { retry: { attempts: 3 } } },
    operations: { extraction: 'us.amazon.nova-2-lite-v1:0:flex, google.gemma-3-27b-it' },
    allowedModels: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
    allowedTiers: ['default', 'flex'],
    parameterPrefix: '/team/router',
    mappingMaxAgeSeconds: 60,
    requestTimeoutSeconds: 120,
    firstByteTimeoutsSeconds: { default: 100, flex: 110 },
    requestMetadata: false,
    guardrails: ['a1b2c3d4e5f6'],
    replyCache: true,
    jobs: { retentionDays: 30, deadlineSeconds: 7200, concurrency: 50 },
    publicHealth: true,
    outputs: false,
    timeoutSeconds: 180,
    memorySizeMib: 1024,
    reservedConcurrency: 50,
    logRetentionDays: 7,
    tracing: false,
    authorization: { type: 'none' },
    stageName: 'test',
    throttlingRateLimit: 7,
    throttlingBurstLimit: 9,
    webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222',
    cloudWatchRole: false,
    lambdaHookFunctionName: 'GENAIIDP-router',
    dashboard: false,
    console: true,
    alarms: {
      errorPercentage: 2,
      throttlePercentage: 30,
      tierDowngradePercentage: 40,
      mappingErrors: 5,
      budgetErrors: 6,
      apiErrorPercentage: 11,
      authorizerErrors: 12,
      routerLatencyMillis: 700,
      functionErrors: 8,
      functionThrottles: 9,
      jobAgeSeconds: 3600,
      jobFailures: 13,
      jobErrors: 14,
      without: ['tier-downgrades', 'router-latency'],
    },
  });
  expect(settings).toEqual({
    extraction: OperationSettings.fromObject({ retry: { attempts: 3 } }),
  });
  expect(operations?.['extraction']?.map(String)).toEqual([
    'us.amazon.nova-2-lite-v1:0:flex',
    'google.gemma-3-27b-it',
  ]);
  expect(authorization?.authorizationType).toBe(AuthorizationType.NONE);
  expect(firstByteTimeouts?.defaultTier?.toSeconds()).toBe(100);
  expect(firstByteTimeouts?.flex?.toSeconds()).toBe(110);
  const { mappingMaxAge, requestTimeout, timeout, alarms, ...rest } = props;
  const { routerLatency, jobAge, ...thresholds } = alarms ?? {};
  expect(mappingMaxAge?.toSeconds()).toBe(60);
  expect(requestTimeout?.toSeconds()).toBe(120);
  expect(timeout?.toSeconds()).toBe(180);
  expect(routerLatency?.toMilliseconds()).toBe(700);
  expect(jobAge?.toSeconds()).toBe(3600);
  expect(thresholds).toEqual({
    errorPercentage: 2,
    throttlePercentage: 30,
    tierDowngradePercentage: 40,
    mappingErrors: 5,
    budgetErrors: 6,
    apiErrorPercentage: 11,
    authorizerErrors: 12,
    functionErrors: 8,
    functionThrottles: 9,
    jobFailures: 13,
    jobErrors: 14,
    without: ['tier-downgrades', 'router-latency'],
  });
  expect(rest).toEqual({
    allowedModels: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
    allowedTiers: ['default', 'flex'],
    parameterPrefix: '/team/router',
    requestMetadata: false,
    guardrails: ['a1b2c3d4e5f6'],
    replyCache: ReplyCache.dynamoDb(),
    jobs: RouterJobs.durable({
      retention: Duration.days(30),
      deadline: Duration.seconds(7200),
      concurrency: 50,
    }),
    publicHealth: true,
    outputs: false,
    memorySize: 1024,
    reservedConcurrency: 50,
    logRetention: RetentionDays.ONE_WEEK,
    tracing: false,
    stageName: 'test',
    throttlingRateLimit: 7,
    throttlingBurstLimit: 9,
    webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222',
    cloudWatchRole: false,
    lambdaHookFunctionName: 'GENAIIDP-router',
    dashboard: false,
    console: true,
  });
});

it.each([
  [{ type: 'iam' }, RouterAuthorization.iam()],
  [{ type: 'keys', header: 'api-key' }, RouterAuthorization.keys({ header: KeyHeader.API_KEY })],
  [{ type: 'none', acceptedRisk: 'yes' }, RouterAuthorization.none({ acceptedRisk: 'yes' })],
])('makes the authorization of %j', (authorization, expected) => {
  const made = write({ authorization }).authorization;
  expect(made).toMatchObject({
    authorizationType: expected.authorizationType,
    usesKeys: expected.usesKeys,
    _acceptedRisk: expected._acceptedRisk,
  });
});

it('makes the authorization by JSON web tokens', () => {
  const authorization = {
    type: 'jwt',
    issuer: 'https://login.example.com',
    audience: 'router',
    jwksUri: 'https://login.example.com/keys',
  };
  templateOf(write({ authorization })).hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        AUTHORIZER_CONFIG:
          '{"issuer":"https://login.example.com","audience":"router","jwksUri":"https://login.example.com/keys"}',
      },
    },
  });
});
