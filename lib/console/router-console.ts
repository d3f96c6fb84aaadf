import { Duration } from 'aws-cdk-lib';
import { CustomWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/contract';
import { type BundleName, findFunctionBundle } from '../functions/function-bundle';
import { PLATFORM, type RuntimeOptions, writeRuntimeProps } from '../functions/runtime-options';
import { writeFunctionEnvironment } from '../functions/write-function-environment';
import { RouterLogs, type RouterLogsOptions } from '../observability/router-logs';
import type { RouterSettings } from '../settings/router-settings';
import { ConsoleChangeRole, ConsoleViewRole } from './console-role';

export interface RouterConsoleProps extends RouterLogsOptions, RuntimeOptions {
  readonly settings: RouterSettings;
  /** Undefined if callers have no keys. */
  readonly budgetTable?: ITable | undefined;
  /** Undefined without a cache of replies. */
  readonly replyTable?: ITable | undefined;
}

interface FunctionPlan {
  readonly id: string;
  readonly bundle: BundleName;
  readonly role: IRole;
  readonly description: string;
  readonly environment?: { readonly [name: string]: string };
}

/** The rows of the widget for one operation, and for the rest of it. */
const ROWS = { operation: 9, rest: 5, most: 60 };

/**
 * The console as a widget of the dashboard: a function that shows, and one that changes. CloudWatch invokes both with the
 * permissions of the person who looks at the dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard.html
 */
export class RouterConsole extends Construct {
  readonly view: LambdaFunction;
  readonly change: LambdaFunction;
  private readonly props: RouterConsoleProps;

  constructor(scope: Construct, id: string, props: RouterConsoleProps) {
    super(scope, id);
    this.props = props;
    const logGroup = new RouterLogs(this, 'Logs', props);
    this.change = this.createFunction(logGroup, {
      id: 'Change',
      bundle: 'console-change',
      role: new ConsoleChangeRole(this, 'ChangeRole', { ...props, logGroup }),
      description: 'Overrides routes and settings of the router, as its console asks',
    });
    this.view = this.createFunction(logGroup, {
      id: 'View',
      bundle: 'console-view',
      role: new ConsoleViewRole(this, 'ViewRole', { ...props, logGroup }),
      description: 'Shows routes, settings and figures of the router on its dashboard',
      environment: { [ENVIRONMENT.consoleChangeArn]: this.change.functionArn },
    });
  }

  /** Allows a person to see the widget. */
  grantView(grantee: IGrantable): Grant {
    return (this.view as IFunction).grantInvoke(grantee);
  }

  /** Allows a person to see the widget, and to change routes and settings with it. */
  grantOperate(grantee: IGrantable): Grant {
    return this.grantView(grantee).combine((this.change as IFunction).grantInvoke(grantee));
  }

  createWidget(width: number): IWidget {
    const operations = Object.keys(this.props.settings.operations).length;
    return new CustomWidget({
      title: 'Console',
      functionArn: this.view.functionArn,
      width,
      height: Math.min(ROWS.rest + ROWS.operation * operations, ROWS.most),
      // The figures are of the last day, so neither the size nor the time range of the dashboard changes them.
      updateOnRefresh: true,
      updateOnResize: false,
      updateOnTimeRangeChange: false,
    });
  }

  private createFunction(logGroup: RouterLogs, plan: FunctionPlan): LambdaFunction {
    const { settings, budgetTable, replyTable } = this.props;
    return new LambdaFunction(this, plan.id, {
      description: plan.description,
      ...PLATFORM,
      ...writeRuntimeProps(this.props),
      code: findFunctionBundle(plan.bundle),
      handler: 'index.handler',
      environment: {
        ...writeFunctionEnvironment(this, settings, {
          budgetTable: budgetTable?.tableName,
          replyCacheTable: replyTable?.tableName,
        }),
        ...plan.environment,
      },
      timeout: Duration.seconds(30),
      memorySize: 256,
      role: plan.role,
      logGroup,
    });
  }
}
