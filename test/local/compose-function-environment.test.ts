import { expect, it } from 'vitest';
import {
  type AwsEndpoints,
  composeFunctionEnvironment,
  type FunctionSettings,
} from '../../local/compose-function-environment';

const AWS = 'http://127.0.0.1:4566';

function readConfig(settings: FunctionSettings, endpoints: AwsEndpoints): object {
  return JSON.parse(composeFunctionEnvironment(settings, endpoints)['ROUTER_CONFIG'] ?? '');
}

it('equals the environment of the ready-made stack, with the endpoints', () => {
  expect(composeFunctionEnvironment({}, { bedrockUrl: AWS, ssmUrl: AWS })).toEqual({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: AWS,
    AWS_ENDPOINT_URL_SSM: AWS,
    ROUTER_CONFIG:
      '{"parameterPrefix":"/bedrock-tier-router","operations":{"classification":"us.amazon.nova-2-lite-v1:0:priority","extraction":"us.amazon.nova-2-lite-v1:0:flex","assessment":"us.amazon.nova-2-lite-v1:0"},"allowedModels":["*"],"allowedTiers":["priority","default","flex","reserved","ultrafast"],"mappingMaxAgeSeconds":5,"requestTimeoutSeconds":890}',
    AUTHORIZER_CONFIG: '{"keyHeader":"either"}',
    POWERTOOLS_SERVICE_NAME: 'bedrock-tier-router',
  });
});

it('contains the settings of a deployment', () => {
  const settings: FunctionSettings = {
    operations: { summary: 'google.gemma-3-27b-it' },
    allowedModels: ['google.gemma-3-27b-it'],
    allowedTiers: ['default', 'flex'],
    mappingMaxAgeSeconds: 0,
    requestTimeoutSeconds: 1.5,
    authorization: 'keys',
  };
  expect(readConfig(settings, { bedrockUrl: AWS, ssmUrl: AWS })).toMatchObject(settings);
});

it('names no endpoint if the function calls AWS', () => {
  const names = Object.keys(
    composeFunctionEnvironment({}, { bedrockUrl: undefined, ssmUrl: undefined }),
  );
  expect(names.filter((name) => name.startsWith('AWS_ENDPOINT_URL'))).toEqual([]);
});

it('contains the budget table if DynamoDB and EventBridge have an endpoint', () => {
  const endpoints = { bedrockUrl: AWS, ssmUrl: AWS, budgetsUrl: AWS };
  expect(composeFunctionEnvironment({}, endpoints)).toMatchObject({
    AWS_ENDPOINT_URL_DYNAMODB: AWS,
    AWS_ENDPOINT_URL_EVENTBRIDGE: AWS,
  });
  expect(readConfig({}, endpoints)).toMatchObject({ budgetTable: 'bedrock-tier-router-budgets' });
});
