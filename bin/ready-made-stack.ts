import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BedrockTierRouter, type RouterCaller } from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import { ContextValues } from './context-values';
import { readAlarmTopic } from './read-alarm-topic';
import { readCallers } from './read-callers';
import { readContext } from './read-context';

/** Where the router keeps its outputs, and what they are called here; some routers lack some. */
const OUTPUTS: readonly (readonly [path: readonly string[], name: string])[] = [
  [['Url'], 'Url'],
  [['ParameterPrefix'], 'ParameterPrefix'],
  [['LogGroup'], 'LogGroup'],
  [['UsagePlanId'], 'UsagePlanId'],
  [['Dashboard', 'Url'], 'DashboardUrl'],
];

/** One router in one stack, configured by context; it deploys into a fresh account as it is. */
export class ReadyMadeStack extends Stack {
  readonly router: BedrockTierRouter;

  constructor(app: App, id: string) {
    super(app, id, {
      description:
        'Routes document-pipeline calls to Bedrock service tiers, as Parameter Store says',
    });
    const values = new ContextValues((key) => this.node.tryGetContext(key));
    this.router = new BedrockTierRouter(this, 'Router', {
      ...readContext(values),
      ...omitUndefined({ alarmTopic: readAlarmTopic(this, values) }),
    });
    for (const [path, name] of OUTPUTS) this.nameOutput(path, name);
    for (const [name, options] of Object.entries(readCallers(values))) {
      this.addKeyCommand(name, this.router.addCaller(name, options));
    }
  }

  /** Without a name of its own an output gets a hash behind its name, by which nobody would ask for it. */
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
