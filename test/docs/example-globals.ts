const ROUTER_NAMES = [
  'BedrockTierRouter',
  'BudgetPeriod',
  'BudgetResponse',
  'MetricScope',
  'RouterAlarm',
  'RouterAuthorization',
  'RouterCatalog',
  'RouterDeployment',
  'ServiceTier',
];

/** What the examples use and do not declare: they are parts of a reader's own stack. */
export const EXAMPLE_GLOBALS = [
  ...declareImported('bedrock-tier-router', ROUTER_NAMES),
  ...declareImported('aws-cdk-lib/aws-apigateway', ['Period']),
  ...declareImported('aws-cdk-lib', ['CfnOutput', 'Duration']),
  ...declareImported('aws-cdk-lib/aws-events', ['Schedule']),
  "type StackOfExample = import('aws-cdk-lib').Stack;",
  "declare const router: import('bedrock-tier-router').BedrockTierRouter;",
  "declare const extractionStage: import('aws-cdk-lib/aws-iam').IRole;",
  "declare const operatorRole: import('aws-cdk-lib/aws-iam').IRole;",
  "declare const analystRole: import('aws-cdk-lib/aws-iam').IRole;",
  "declare const secretWriter: import('aws-cdk-lib/aws-iam').IRole;",
  "declare const pageBucket: import('aws-cdk-lib/aws-s3').IBucket;",
  "declare const topic: import('aws-cdk-lib/aws-sns').ITopic;",
].join('\n');

function declareImported(module: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `declare const ${name}: typeof import('${module}').${name};`);
}
