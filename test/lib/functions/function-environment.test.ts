import { Duration } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { writeFunctionEnvironment } from '../../../lib/functions/function-environment';
import { resolveSettings } from '../../../lib/settings/router-settings';

it('tells the function everything that it reads', () => {
  const settings = resolveSettings({
    operations: {
      extraction: [
        TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX),
        TieredModel.of('google.gemma-3-27b-it'),
      ],
    },
    allowedTiers: [ServiceTier.DEFAULT, ServiceTier.FLEX],
    firstByteTimeouts: { default: Duration.minutes(1), flex: Duration.seconds(200) },
  });
  expect(writeFunctionEnvironment(settings)).toEqual({
    ROUTER_PARAMETER_PREFIX: '/bedrock-tier-router',
    ROUTER_DEPLOYED_MAPPING:
      '{"extraction":"us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it"}',
    ROUTER_ALLOWED_MODELS: 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it',
    ROUTER_ALLOWED_TIERS: 'default,flex',
    ROUTER_MAPPING_MAX_AGE_SECONDS: '30',
    ROUTER_REQUEST_TIMEOUT_SECONDS: '290',
    ROUTER_FIRST_BYTE_TIMEOUTS_SECONDS: 'default=60,flex=200',
    POWERTOOLS_SERVICE_NAME: 'bedrock-tier-router',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
});

it('tells the function to leave Bedrock’s invocation logs alone where that is asked for', () => {
  const settings = resolveSettings({ requestMetadata: false });
  expect(writeFunctionEnvironment(settings)).toMatchObject({ ROUTER_REQUEST_METADATA: 'off' });
});

it('refuses more than a function can be told', () => {
  const names = Array.from({ length: 80 }, (_, index) => `operation-number-${index}`);
  const settings = resolveSettings({
    operations: Object.fromEntries(names.map((name) => [name, [TieredModel.NOVA_2_LITE_US]])),
  });
  expect(() => writeFunctionEnvironment(settings)).toThrow(
    /^operations and allowedModels take 4\d{3} bytes of the function's environment, which has room for 4096; name fewer of them, and add operations as parameters after the deployment$/,
  );
});

it('refuses a part of a second', () => {
  const settings = resolveSettings({ mappingMaxAge: Duration.millis(1500) });
  expect(() => writeFunctionEnvironment(settings)).toThrow(
    "'1500 millis' cannot be converted into a whole number of seconds",
  );
});
