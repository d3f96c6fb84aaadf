import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BudgetTable } from '../callers/budget-table';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterSettings } from '../settings/router-settings';
import { findFunctionBundle } from './function-bundle';
import type { RouterFunctionOptions } from './router-function-options';
import { writeFunctionEnvironment } from './write-function-environment';

type SizeAndNetwork = Pick<
  RouterFunctionOptions,
  'memorySize' | 'reservedConcurrency' | 'vpc' | 'vpcSubnets' | 'securityGroups'
>;

export interface RouterFunctionProps extends SizeAndNetwork {
  readonly settings: RouterSettings;
  /** The export of the bundle that is the handler. */
  readonly handler: 'handler' | 'lambdaHook';
  readonly functionName?: string;
  readonly tracing?: boolean;
  readonly encryptionKey?: IKey;
  readonly role: IRole;
  readonly logGroup: ILogGroup;
  /** Undefined if callers have no keys. */
  readonly budgetTable?: BudgetTable | undefined;
}

/** A function that runs the router. Its log format is text, because it writes JSON lines and metrics itself. */
export class RouterFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: RouterFunctionProps) {
    super(scope, id, {
      description:
        'Sends document-pipeline calls to Bedrock on the service tier that the mapping says',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: findFunctionBundle('function'),
      handler: `index.${props.handler}`,
      environment: writeFunctionEnvironment(scope, props.settings, props.budgetTable?.tableName),
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
