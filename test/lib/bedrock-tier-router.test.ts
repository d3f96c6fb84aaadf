import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { MetricScope, RouterAlarm } from '../../lib';
import { readRouterConfig } from './read-router-config';
import {
  BUILT_IN,
  DEFAULTS,
  KEYED,
  putRouterInStack,
  synthesize,
  templateOf,
} from './router-in-stack';

const template = templateOf(DEFAULTS);

describe('the function', () => {
  it('runs the bundle on Node.js 24 and arm64 with its own role and log group', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 256,
      Timeout: 900,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: 'RouterFunctionLogs5913F42C' } },
      Role: { 'Fn::GetAtt': ['RouterRoleE7AC9051', 'Arn'] },
      ReservedConcurrentExecutions: Match.absent(),
      VpcConfig: Match.absent(),
      KmsKeyArn: Match.absent(),
    });
  });

  it('has the deployed mapping in its environment', () => {
    expect(readRouterConfig(template)).toMatchObject({
      parameterPrefix: '/bedrock-tier-router',
      operations: {
        classification: 'us.amazon.nova-2-lite-v1:0:priority',
        extraction: 'us.amazon.nova-2-lite-v1:0:flex',
        assessment: 'us.amazon.nova-2-lite-v1:0',
      },
      allowedModels: ['us.amazon.nova-2-lite-v1:0'],
      owner: '<AWS::StackId>',
    });
  });
});

/** CloudFormation overwrites an operator's value if the description or the pattern of its parameter changes. */
describe('the parameters', () => {
  const MODEL =
    '([A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+|arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:[0-9]*:[a-z-]+/[A-Za-z0-9._/-]+)';
  const TIERED_MODEL = `${MODEL}(:[0-9]+[km]?|:mm)*(:(priority|default|flex|reserved|standard))?`;
  const ROUTE_PATTERN = `^${TIERED_MODEL}(,${TIERED_MODEL})*$`;

  it.each([
    ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
    ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
    ['assessment', 'us.amazon.nova-2-lite-v1:0'],
  ])('%s starts with %s', (operation, route) => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: `/bedrock-tier-router/operations/${operation}`,
      Type: 'StringList',
      Value: route,
      AllowedPattern: ROUTE_PATTERN,
      Description: `Route of ${operation}: <model>[:<tier>], then fallbacks. Tiers: priority, default, flex, reserved`,
    });
  });

  it('have a pattern that Parameter Store accepts', () => {
    expect(ROUTE_PATTERN.length).toBeLessThanOrEqual(1024);
  });
});

it('outputs its URL, the prefix of its parameters, its log group and its dashboard, and nothing else', () => {
  const url = [
    'https://',
    { Ref: 'RouterApi30C329D4' },
    '.execute-api.',
    { Ref: 'AWS::Region' },
    '.',
    { Ref: 'AWS::URLSuffix' },
    '/',
    { Ref: 'RouterApiDeploymentStageprod83159A95' },
  ];
  expect(template.findOutputs('*')).toMatchObject({
    RouterUrlA197DCF0: { Value: { 'Fn::Join': ['', url] } },
    RouterParameterPrefix23D6669F: { Value: '/bedrock-tier-router' },
    RouterLogGroup2502AF6F: { Value: { Ref: 'RouterFunctionLogs5913F42C' } },
    RouterDashboardUrlF072B865: { Description: 'The dashboard of the router' },
  });
  expect(Object.keys(template.findOutputs('*'))).toHaveLength(4);
});

it('outputs nothing if the user wants no outputs', () => {
  expect(templateOf({ ...KEYED, outputs: false }).findOutputs('*')).toEqual({});
});

it('exposes its parts', () => {
  const { router } = putRouterInStack(KEYED);
  expect(router.parameterPrefix).toBe('/bedrock-tier-router');
  expect(router.stageName).toBe('prod');
  expect(router.restApiId).toBe(router.api.restApiId);
  expect(router.grantPrincipal).toBe(router.function.role);
  expect(router.role).toBe(router.function.role);
  expect(router.alias).toBeUndefined();
  const { authorizer, catalogRefresh, accessLogGroup, budgetTable, dashboard } = router;
  const { api, function: routing, logGroup } = router;
  const parts = { api, routing, logGroup, authorizer, catalogRefresh, accessLogGroup, budgetTable };
  const paths = Object.entries({ ...parts, dashboard }).map(([name, part]) => [
    name,
    part?.node.path,
  ]);
  expect(Object.fromEntries(paths)).toEqual({
    api: 'Pipeline/Router/Api',
    routing: 'Pipeline/Router/Function',
    logGroup: 'Pipeline/Router/FunctionLogs',
    authorizer: 'Pipeline/Router/KeyReader',
    catalogRefresh: 'Pipeline/Router/CatalogRefresh/Function',
    accessLogGroup: 'Pipeline/Router/AccessLogs',
    budgetTable: 'Pipeline/Router/Budgets',
    dashboard: 'Pipeline/Router/Dashboard',
  });
  expect(authorizer?.logGroup.node.path).toBe('Pipeline/Router/KeyReaderLogs');
  expect(catalogRefresh?.logGroup.node.path).toBe('Pipeline/Router/CatalogRefresh/Logs');
});

it('finds its alarms by their names', () => {
  const { router } = putRouterInStack({
    ...BUILT_IN,
    alarms: { without: [RouterAlarm.THROTTLES] },
  });
  expect(router.findAlarm(RouterAlarm.ERRORS)?.node.path).toBe('Pipeline/Router/Alarms/errors');
  expect(router.findAlarm(RouterAlarm.THROTTLES)).toBeUndefined();
  expect(router.findAlarm(RouterAlarm.CATALOG_ERRORS)).toBeUndefined();
});

it('publishes a metric over all requests once it is read', () => {
  const { stack, router } = putRouterInStack(BUILT_IN);
  const metric = router.metricInvocations(MetricScope.all(), { statistic: 'Sum' });
  router.metricInvocations(MetricScope.all());
  expect(metric.dimensions).toEqual({ service: 'bedrock-tier-router' });
  synthesize({ stack }).resourcePropertiesCountIs(
    'AWS::Logs::MetricFilter',
    { FilterPattern: '{ $.Invocations >= 0 }' },
    1,
  );
});
