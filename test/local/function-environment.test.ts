import { expect, it } from 'vitest';
import { composeFunctionEnvironment } from '../../local/function-environment';

const AWS = 'http://127.0.0.1:4566';

it('is that of the ready-made stack, pointed at the endpoints', () => {
  expect(composeFunctionEnvironment({}, { bedrockUrl: AWS, ssmUrl: AWS })).toEqual({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: AWS,
    AWS_ENDPOINT_URL_SSM: AWS,
    ROUTER_PARAMETER_PREFIX: '/bedrock-tier-router',
    ROUTER_DEPLOYED_MAPPING:
      '{"classification":"us.amazon.nova-2-lite-v1:0:priority","extraction":"us.amazon.nova-2-lite-v1:0:flex","assessment":"us.amazon.nova-2-lite-v1:0"}',
    ROUTER_ALLOWED_MODELS: '*',
    ROUTER_ALLOWED_TIERS: 'priority,default,flex,reserved',
    ROUTER_MAPPING_MAX_AGE_SECONDS: '5',
    ROUTER_REQUEST_TIMEOUT_SECONDS: '890',
    POWERTOOLS_SERVICE_NAME: 'bedrock-tier-router',
  });
});

it('has the settings of a deploy', () => {
  const settings = {
    operations: { summary: 'google.gemma-3-27b-it' },
    allowedModels: 'google.gemma-3-27b-it',
    allowedTiers: 'default,flex',
    mappingMaxAgeSeconds: 0,
    requestTimeoutSeconds: 1.5,
  };
  expect(composeFunctionEnvironment(settings, { bedrockUrl: AWS, ssmUrl: AWS })).toMatchObject({
    ROUTER_DEPLOYED_MAPPING: '{"summary":"google.gemma-3-27b-it"}',
    ROUTER_ALLOWED_MODELS: 'google.gemma-3-27b-it',
    ROUTER_ALLOWED_TIERS: 'default,flex',
    ROUTER_MAPPING_MAX_AGE_SECONDS: '0',
    ROUTER_REQUEST_TIMEOUT_SECONDS: '1.5',
  });
});

it('asks for callers where keys name them', () => {
  const settings = { authorization: 'keys' } as const;
  expect(composeFunctionEnvironment(settings, { bedrockUrl: AWS, ssmUrl: AWS })).toHaveProperty(
    'ROUTER_CALLERS',
    'keys',
  );
});

it('names no endpoint where AWS itself is meant', () => {
  const names = Object.keys(
    composeFunctionEnvironment({}, { bedrockUrl: undefined, ssmUrl: undefined }),
  );
  expect(names.filter((name) => name.startsWith('AWS_ENDPOINT_URL'))).toEqual([]);
});

it('has the budgets where DynamoDB and EventBridge are', () => {
  const endpoints = { bedrockUrl: AWS, ssmUrl: AWS, budgetsUrl: AWS };
  expect(composeFunctionEnvironment({}, endpoints)).toMatchObject({
    AWS_ENDPOINT_URL_DYNAMODB: AWS,
    AWS_ENDPOINT_URL_EVENTBRIDGE: AWS,
    ROUTER_BUDGET_TABLE: 'bedrock-tier-router-budgets',
  });
});
