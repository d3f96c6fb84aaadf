import { Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, RouterCatalog } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { readRouterConfig } from '../read-router-config';
import {
  BUILT_IN,
  DEFAULTS,
  makeStack,
  putRouterInStack,
  synthesize,
  templateOf,
} from '../router-in-stack';

function findRule(template: Template) {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  return rule?.['Properties'];
}

describe('a catalog that is refreshed', () => {
  const template = templateOf(DEFAULTS);

  it('is the default, and adds these resources', () => {
    const added = Object.keys(template.toJSON()['Resources']).filter(
      (id) => !(id in templateOf(BUILT_IN).toJSON()['Resources']),
    );
    expect(added.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'RouterAlarmscatalogerrors',
      'RouterAlarmsendoflife',
      'RouterCatalogRefreshFunction',
      'RouterCatalogRefreshLogs',
      'RouterCatalogRefreshRole',
      'RouterCatalogRefreshRoleDefaultPolicy',
      'RouterCatalogRefreshRule',
      'RouterCatalogRefreshRuleAllowEventRulePipelineRouterCatalogRefreshFunction667DBF47',
    ]);
  });

  it('runs daily and after each deployment of its stack', () => {
    expect(findRule(template)).toMatchObject({
      State: 'ENABLED',
      ScheduleExpression: expect.stringMatching(/^cron\(\d+ \d+ \* \* \? \*\)$/),
      EventPattern: {
        source: ['aws.cloudformation'],
        'detail-type': ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [{ Ref: 'AWS::StackId' }],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
        },
      },
    });
  });

  it('has the configuration of the router', () => {
    const refresh = readRouterConfig(template, 'RouterCatalogRefreshFunctionA5558A83');
    expect(refresh).toEqual(readRouterConfig(template));
    expect(refresh['parameterPrefix']).toBe('/bedrock-tier-router');
  });

  it('may read prices, lists and parameters, and write one parameter and its own events', () => {
    expect(listPermissions(template, 'RouterCatalogRefreshRole').sort()).toEqual([
      'bedrock:ListFoundationModelAgreementOffers on *',
      'bedrock:ListFoundationModels on *',
      'bedrock:ListInferenceProfiles on *',
      'events:PutEvents on arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/default if StringEquals events:source=bedrock-tier-router',
      'logs:CreateLogStream on <RouterCatalogRefreshLogsD99FB32B>',
      'logs:PutLogEvents on <RouterCatalogRefreshLogsD99FB32B>',
      'pricing:GetProducts on *',
      'ssm:GetParametersByPath on arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/bedrock-tier-router',
      'ssm:PutParameter on arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/bedrock-tier-router/catalog',
      'xray:PutTelemetryRecords on *',
      'xray:PutTraceSegments on *',
    ]);
  });

  it('leaves the other resources as they are', () => {
    const { Resources } = template.toJSON();
    const builtIn = templateOf(BUILT_IN).toJSON()['Resources'];
    const { RouterDashboard79B99AA7: _, ...others } = builtIn;
    expect(Resources).toMatchObject(others);
  });

  it('is exposed as a function', () => {
    const { router } = putRouterInStack();
    expect(router.catalogRefresh?.node.path).toBe('Pipeline/Router/CatalogRefresh/Function');
    expect(putRouterInStack(BUILT_IN).router.catalogRefresh).toBeUndefined();
  });
});

it('can have another schedule and another price list', () => {
  const template = synthesize(
    putRouterInStack({
      catalog: RouterCatalog.refreshed({
        schedule: Schedule.cron({ minute: '5', hour: '4', weekDay: 'MON' }),
        priceListRegion: 'eu-central-1',
      }),
    }),
  );
  expect(findRule(template)).toMatchObject({ ScheduleExpression: 'cron(5 4 ? * MON *)' });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ PRICE_LIST_REGION: 'eu-central-1' }) },
  });
});

it("has the router's key, retention and tracing, and is outside of its VPC if asked to", () => {
  const { stack } = makeStack({ env: { account: '111122223333', region: 'eu-west-1' } });
  new BedrockTierRouter(stack, 'Router', {
    encryptionKey: new Key(stack, 'Key'),
    logRetention: RetentionDays.ONE_WEEK,
    tracing: false,
    catalog: RouterCatalog.refreshed({ inVpc: false }),
    vpc: Vpc.fromVpcAttributes(stack, 'Network', {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      availabilityZones: ['eu-west-1a'],
      privateSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
    }),
  });
  const template = synthesize({ stack });
  const key = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
  template.hasResourceProperties(
    'AWS::Lambda::Function',
    Match.objectLike({
      Description: Match.stringLikeRegexp('^Writes what AWS changed'),
      KmsKeyArn: key,
      TracingConfig: Match.absent(),
      VpcConfig: Match.absent(),
    }),
  );
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7, KmsKeyId: key });
});

describe('the time of the day', () => {
  function findSchedule(stackId: string, region?: string): string {
    const { app } = makeStack();
    const stack = new Stack(app, stackId, region === undefined ? {} : { env: { region } });
    new BedrockTierRouter(stack, 'Router', { dashboard: false });
    return findRule(synthesize({ stack }))?.ScheduleExpression;
  }

  it('is the same at each synthesis', () => {
    expect(findSchedule('Claims')).toBe(findSchedule('Claims'));
  });

  it('differs from router to router and from Region to Region', () => {
    const times = [
      findSchedule('Claims'),
      findSchedule('Other'),
      findSchedule('Claims', 'us-east-1'),
      findSchedule('Claims', 'eu-west-1'),
    ];
    expect(new Set(times).size).toBe(4);
  });
});
