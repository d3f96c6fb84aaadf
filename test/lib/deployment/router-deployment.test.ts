import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig } from 'aws-cdk-lib/aws-codedeploy';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, RouterAlarm, RouterDeployment } from '../../../lib';
import {
  BUILT_IN,
  DEFAULTS,
  makeStack,
  putRouterInStack,
  synthesize,
  templateOf,
} from '../router-in-stack';
import { writeOut } from '../write-out';
import { findCycle } from './find-cycle';

const GRADUAL = {
  ...BUILT_IN,
  dashboard: false,
  lambdaHookFunctionName: 'GENAIIDP-router',
  deployment: RouterDeployment.gradual(),
};
const WARM = { ...BUILT_IN, dashboard: false, provisionedConcurrency: 5 };

function findAll(template: Template, type: string) {
  return Object.entries(template.findResources(type));
}

function listAlarms(template: Template): string[] {
  const [[, group] = []] = findAll(template, 'AWS::CodeDeploy::DeploymentGroup');
  return group?.['Properties'].AlarmConfiguration.Alarms.map(
    ({ Name }: { readonly Name: unknown }) => writeOut(Name),
  ).sort();
}

describe('a gradual deployment', () => {
  const template = templateOf(GRADUAL);

  it('shifts an alias of a version with CodeDeploy', () => {
    const [[version] = []] = findAll(template, 'AWS::Lambda::Version');
    template.hasResource('AWS::Lambda::Alias', {
      Properties: { Name: 'live', FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] } },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: Match.stringLikeRegexp('Deployment') },
          DeploymentGroupName: { Ref: Match.stringLikeRegexp('Deployment') },
        },
      },
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent15Minutes',
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
  });

  it('retains versions, because their requests outlast the deployment', () => {
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain' });
  });

  it('rolls back on the alarms of the router that a new version can cause', () => {
    expect(listAlarms(template)).toEqual([
      expect.stringMatching(/^<RouterAlarmsapierrors/),
      expect.stringMatching(/^<RouterAlarmserrors/),
      expect.stringMatching(/^<RouterAlarmsfunctionerrors/),
      expect.stringMatching(/^<RouterAlarmsrouterlatency/),
    ]);
  });

  it('is behind every method of the API, which alone may invoke it', () => {
    const [[alias] = []] = findAll(template, 'AWS::Lambda::Alias');
    for (const [, { Properties }] of findAll(template, 'AWS::ApiGateway::Method')) {
      const uri = writeOut(Properties.Integration.Uri);
      expect(uri).toContain(`2021-11-15/functions/<${alias}>/response-streaming-invocations`);
    }
    for (const [, { Properties }] of findAll(template, 'AWS::Lambda::Permission')) {
      expect(Properties.FunctionName).toEqual({ Ref: alias });
    }
  });

  it('has no resource that depends on itself, although its alarms watch what is in front of the alias', () => {
    expect(findCycle(template)).toEqual([]);
  });

  it('leaves the function for the LambdaHook under its name', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'GENAIIDP-router' });
    template.resourceCountIs('AWS::Lambda::Version', 1);
  });

  it('writes the routes after the new version serves all requests', () => {
    const [[alias] = []] = findAll(template, 'AWS::Lambda::Alias');
    const routes = findAll(template, 'AWS::SSM::Parameter').filter(([id]) =>
      id.startsWith('RouterMapping'),
    );
    expect(routes).toHaveLength(3);
    for (const [, { DependsOn }] of routes) expect(DependsOn).toContain(alias);
  });
});

it('rolls back on the alarms that the user names', () => {
  const { stack } = makeStack();
  const own = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:pipeline';
  new BedrockTierRouter(stack, 'Router', {
    ...BUILT_IN,
    deployment: RouterDeployment.gradual({
      config: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_10MINUTES,
      rollbackOn: [RouterAlarm.THROTTLES],
      alarms: [Alarm.fromAlarmArn(stack, 'Own', own)],
    }),
  });
  expect(listAlarms(synthesize({ stack }))).toEqual([
    expect.stringMatching(/^<RouterAlarmsthrottles/),
    'pipeline',
  ]);
});

it('keeps environments ready with an alias, without CodeDeploy', () => {
  const template = templateOf(WARM);
  template.hasResourceProperties('AWS::Lambda::Alias', {
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 },
  });
  template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
});

it.each([
  ['nothing', DEFAULTS],
  ['all at once', { ...BUILT_IN, deployment: RouterDeployment.allAtOnce() }],
])('with %s leaves no version and no alias', (_, props) => {
  const template = templateOf(props);
  template.resourceCountIs('AWS::Lambda::Version', 0);
  template.resourceCountIs('AWS::Lambda::Alias', 0);
});

it.each([
  [
    { rollbackOn: [RouterAlarm.CATALOG_ERRORS] },
    {},
    'has "catalog-errors" in rollbackOn, which the router does not have',
  ],
  [{ rollbackOn: [] }, {}, 'needs 1 to 10 alarms that roll it back, got 0'],
  [{}, { alarms: { without: Object.values(RouterAlarm) } }, 'needs 1 to 10 alarms'],
])('refuses a deployment that nothing rolls back: case %#', (options, props, message) => {
  const deployment = RouterDeployment.gradual(options);
  expect(() => putRouterInStack({ ...BUILT_IN, ...props, deployment })).toThrow(message);
});
