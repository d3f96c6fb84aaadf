import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { ReadyMadeStack } from '../../bin/ready-made-stack';
import { context as featureFlags } from '../../cdk.json';

/**
 * CloudFormation replaces a resource whose logical ID changes. Its data, its URL or its keys are then lost, or the
 * deployment fails because the name is taken.
 */
const STATEFUL_RESOURCES = {
  'AWS::ApiGateway::ApiKey': ['RouterCallersclaimsKeyF3F2CFAE'],
  'AWS::ApiGateway::RestApi': ['RouterApi30C329D4'],
  'AWS::ApiGateway::Stage': ['RouterApiDeploymentStageprod83159A95'],
  'AWS::ApiGateway::UsagePlan': [
    'RouterCallersclaimsUsagePlanDBCAA912',
    'RouterSharedPlan97BA8CED',
  ],
  'AWS::DynamoDB::Table': ['RouterBudgets5F3C917B'],
  'AWS::IAM::Role': [
    'RouterApiCloudWatchRole98CD244A',
    'RouterCatalogRefreshRoleC7ED2DA2',
    'RouterJobsEndRoleD3018FD0',
    'RouterJobsRoleF9E5CD24',
    'RouterKeyReaderRoleF663921F',
    'RouterLambdaHookRole69264944',
    'RouterRoleE7AC9051',
  ],
  'AWS::Lambda::Function': [
    'RouterCatalogRefreshFunctionA5558A83',
    'RouterFunction0F681190',
    'RouterJobsEndFunction3AE35BDF',
    'RouterJobsFunction6E94FE46',
    'RouterKeyReader69D37C42',
    'RouterLambdaHook2E73CB80',
  ],
  'AWS::Logs::LogGroup': [
    'RouterAccessLogsBE6D68A9',
    'RouterApiErrorLogsCA5494D5',
    'RouterCatalogRefreshLogsD99FB32B',
    'RouterFunctionLogs5913F42C',
    'RouterJobsLogs8D3F9E8C',
    'RouterKeyReaderLogs351E7296',
  ],
  'AWS::S3::Bucket': ['RouterJobsBucket56C820D5'],
  'AWS::SQS::Queue': ['RouterJobsEndQueue63056A9E'],
  'AWS::SSM::Parameter': [
    'RouterCallersclaimsPolicyE2C761A4',
    'RouterMappingassessment561D0071',
    'RouterMappingclassification77368612',
    'RouterMappingextraction6AAD85FA',
    'RouterMappingocrE9ED9B91',
    'RouterMappingsummarizationFFB0C72A',
    'RouterOwner3C2E6414',
  ],
};

it('keeps the logical IDs of everything that holds state', () => {
  const context = {
    ...featureFlags,
    'aws:cdk:bundling-stacks': [],
    authorization: 'keys',
    config: { callers: { claims: { budget: { limitUsd: 50 } } }, jobs: {} },
    lambdaHookFunctionName: 'GENAIIDP-tier-router',
  };
  const template = Template.fromStack(
    new ReadyMadeStack(
      new App({ builtinCloudFormationValidation: false, context }),
      'BedrockTierRouter',
    ),
  );
  for (const [type, logicalIds] of Object.entries(STATEFUL_RESOURCES)) {
    expect(Object.keys(template.findResources(type)).sort(), type).toEqual(logicalIds);
  }
});
