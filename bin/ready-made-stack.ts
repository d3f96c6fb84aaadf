import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { DEFAULT_OPERATIONS } from '../lambda/contract';
import { BedrockTierRouter, type RouterCaller } from '../lib';
import { importBuckets } from './import-buckets';
import { importConnections } from './import-connections';
import { readConfig } from './read-config';
import { writeCallerOptions } from './write-caller-options';
import { writeRouterProps } from './write-router-props';

/** The construct paths of the router's outputs, and their names in this stack. Some outputs are optional. */
const OUTPUTS: readonly (readonly [path: readonly string[], name: string])[] = [
  [['Url'], 'Url'],
  [['ParameterPrefix'], 'ParameterPrefix'],
  [['LogGroup'], 'LogGroup'],
  [['JobBucket'], 'JobBucket'],
  [['JobLogGroup'], 'JobLogGroup'],
  [['UsagePlanId'], 'UsagePlanId'],
  [['Dashboard', 'Url'], 'DashboardUrl'],
];

/**
 * Operation → route: the steps of the document-processing accelerator that call a model. A page is classified while somebody
 * waits; text is extracted, and documents are summarized, overnight.
 */
const READY_MADE_OPERATIONS = {
  ocr: 'us.amazon.nova-2-lite-v1:0',
  ...DEFAULT_OPERATIONS,
  summarization: 'us.amazon.nova-2-lite-v1:0:flex',
};

/** A stack with one router, configured by context. It needs no configuration, and can be deployed into a new account. */
export class ReadyMadeStack extends Stack {
  readonly router: BedrockTierRouter;

  constructor(app: App, id: string) {
    super(app, id, {
      description:
        'Routes document-pipeline calls to Bedrock service tiers that Parameter Store values name',
    });
    const {
      alarmTopicArn,
      callers = {},
      operations = READY_MADE_OPERATIONS,
      lambdaHookBuckets,
      connections,
      ...config
    } = readConfig(this.node.getAllContext());
    this.router = new BedrockTierRouter(this, 'Router', {
      ...writeRouterProps({ ...config, operations }),
      ...importConnections(this, connections),
      ...(lambdaHookBuckets && { lambdaHookBuckets: importBuckets(this, lambdaHookBuckets) }),
      ...(alarmTopicArn === undefined
        ? {}
        : { alarmTopic: Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn) }),
    });
    for (const [path, name] of OUTPUTS) this.nameOutput(path, name);
    for (const [name, options] of Object.entries(callers)) {
      const caller = this.router.addCaller(name, writeCallerOptions(options));
      if (config.outputs ?? true) this.addKeyCommand(name, caller);
    }
  }

  /** Sets the logical ID of an output, which by default ends in a hash. */
  private nameOutput(path: readonly string[], name: string): void {
    const output = path.reduce<IConstruct | undefined>(
      (parent, id) => parent?.node.tryFindChild(id),
      this.router,
    );
    if (output instanceof CfnOutput) output.overrideLogicalId(name);
  }

  private addKeyCommand(name: string, caller: RouterCaller): void {
    new CfnOutput(caller, 'KeyCommand', {
      value: `aws apigateway get-api-key --include-value --query value --output text --api-key ${caller.keyId}`,
      description: `Prints the key of the caller ${name}`,
    });
  }
}
