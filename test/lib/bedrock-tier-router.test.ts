import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_PATTERN } from '../../lambda/core/routing/route';
import { putRouterInStack, type RouterInStack, synthesize } from './router-in-stack';

let routerInStack: RouterInStack;
let template: Template;

beforeAll(() => {
  routerInStack = putRouterInStack();
  template = synthesize(routerInStack);
});

describe('the function', () => {
  it('runs the bundle on Node.js 24 and arm64 with the role and the log group made for it', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 900,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: 'RouterFunctionLogs5913F42C' } },
      Role: { 'Fn::GetAtt': ['RouterRoleE7AC9051', 'Arn'] },
      ReservedConcurrentExecutions: Match.absent(),
      VpcConfig: Match.absent(),
      KmsKeyArn: Match.absent(),
    });
  });

  it('starts without the mapping in Parameter Store', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          ROUTER_CONFIG: Match.serializedJson(
            Match.objectLike({
              parameterPrefix: '/bedrock-tier-router',
              operations: {
                classification: 'us.amazon.nova-2-lite-v1:0:priority',
                extraction: 'us.amazon.nova-2-lite-v1:0:flex',
                assessment: 'us.amazon.nova-2-lite-v1:0',
              },
              allowedModels: ['us.amazon.nova-2-lite-v1:0'],
            }),
          ),
        }),
      },
    });
  });

  it('may do what a router does, and takes no managed policy', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Principal: { Service: 'lambda.amazonaws.com' } })],
      },
      ManagedPolicyArns: Match.absent(),
    });
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const statements: { Action: unknown }[] = policy?.['Properties'].PolicyDocument.Statement;
    const BEDROCK_ACTIONS = [
      'bedrock:InvokeModel',
      'bedrock:InvokeModelWithResponseStream',
      'bedrock:CountTokens',
    ];
    expect(statements.map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'ssm:GetParametersByPath',
      BEDROCK_ACTIONS,
      BEDROCK_ACTIONS,
      ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    ]);
  });

  it('lists what is below the prefix and nothing beside it', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'ssm:GetParametersByPath',
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':ssm:',
                  { Ref: 'AWS::Region' },
                  ':',
                  { Ref: 'AWS::AccountId' },
                  ':parameter/bedrock-tier-router',
                ],
              ],
            },
          },
        ]),
      },
    });
  });
});

describe('the parameters', () => {
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

it('shows its parts', () => {
  const { router } = routerInStack;
  expect(router.parameterPrefix).toBe('/bedrock-tier-router');
  expect(router.api.node.path).toBe('Pipeline/Router/Api');
  expect(router.function.node.path).toBe('Pipeline/Router/Function');
  expect(router.grantPrincipal).toBe(router.function.role);
});

it('keeps the logical IDs of what holds state or is referred to', () => {
  const ids = Object.keys(template.toJSON()['Resources']);
  expect(ids).toEqual(
    expect.arrayContaining([
      'RouterMappingclassification77368612',
      'RouterMappingextraction6AAD85FA',
      'RouterMappingassessment561D0071',
      'RouterFunctionLogs5913F42C',
      'RouterAccessLogsBE6D68A9',
      'RouterRoleE7AC9051',
      'RouterFunction0F681190',
      'RouterApi30C329D4',
      'RouterApiDeploymentStageprod83159A95',
    ]),
  );
});
