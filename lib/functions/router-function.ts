import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BedrockTierRouterProps } from '../bedrock-tier-router-props';
import type { BudgetTable } from '../callers/budget-table';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterSettings } from '../settings/router-settings';
import { findFunctionBundle } from './function-bundle';
import { writeFunctionEnvironment } from './function-environment';

export interface RouterFunctionProps extends BedrockTierRouterProps {
  readonly settings: RouterSettings;
  /** Which export of the bundle answers. */
  readonly handler: 'handler' | 'lambdaHook';
  readonly functionName?: string;
  readonly role: IRole;
  readonly logGroup: ILogGroup;
  /** Where callers have keys. */
  readonly budgetTable?: BudgetTable | undefined;
}

/** A function that routes. Its log format stays text: it writes JSON lines by itself, metrics among them. */
export class RouterFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: RouterFunctionProps) {
    super(scope, id, {
      description:
        'Sends document-pipeline calls to Bedrock on the service tier that the mapping says',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: findFunctionBundle('function'),
      handler: `index.${props.handler}`,
      environment: writeFunctionEnvironment(props.settings, props.budgetTable?.tableName),
      timeout: props.settings.timeout,
      memorySize: props.memorySize ?? 512,
      tracing: (props.tracing ?? true) ? Tracing.ACTIVE : Tracing.DISABLED,
      role: props.role,
      logGroup: props.logGroup,
      ...omitUndefined({
        functionName: props.functionName,
        reservedConcurrentExecutions: props.reservedConcurrency,
        environmentEncryption: props.encryptionKey,
        vpc: props.vpc,
        vpcSubnets: props.vpcSubnets,
        securityGroups: props.securityGroups,
      }),
    });
  }
}
