import { Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ILambdaDeploymentConfig,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeFinding } from '../cdk/acknowledge-finding';
import { RouterAlarm } from '../observability/alarms/router-alarm-options';
import type { RouterAlarms } from '../observability/alarms/router-alarms';

/** Options of `RouterDeployment.gradual()`. */
export interface GradualDeploymentOptions {
  /**
   * How CodeDeploy shifts requests to the new version of the function. The alarms need 10 to 15 minutes to notice requests
   * that fail, so a faster shift ends before they can stop it.
   *
   * @default LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES
   */
  readonly config?: ILambdaDeploymentConfig;

  /**
   * The alarms of the router that roll the deployment back. The deployment also fails if one of them is active when it
   * begins.
   *
   * @default - `errors`, `api-errors`, `function-errors` and `router-latency`, unless `alarms.without` names them
   */
  readonly rollbackOn?: RouterAlarm[];

  /**
   * Other alarms that roll the deployment back, e.g. those of the pipeline.
   *
   * @default - only alarms of the router
   */
  readonly alarms?: IAlarm[];
}

const ROLLBACK_ALARMS: readonly RouterAlarm[] = [
  RouterAlarm.ERRORS,
  RouterAlarm.API_ERRORS,
  RouterAlarm.FUNCTION_ERRORS,
  RouterAlarm.ROUTER_LATENCY,
];

/** @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
const MAX_ALARMS = 10;

/** How a deployment replaces the code and the configuration of the function behind the API. */
export class RouterDeployment {
  /** New requests reach the new code as soon as CloudFormation has updated the function. */
  static allAtOnce(): RouterDeployment {
    return new RouterDeployment();
  }

  /**
   * CodeDeploy sends a share of the requests to a new version of the function first. It goes back to the version before if
   * an alarm starts. The API then invokes an alias of the function.
   */
  static gradual(options: GradualDeploymentOptions = {}): RouterDeployment {
    return new RouterDeployment(options);
  }

  private constructor(private readonly options?: GradualDeploymentOptions) {}

  /** @internal */
  get _isGradual(): boolean {
    return this.options !== undefined;
  }

  /**
   * Creates the deployment group that shifts the alias.
   *
   * @internal
   */
  _bind(scope: Construct, alias: Alias | undefined, own: RouterAlarms): void {
    if (this.options === undefined || alias === undefined) return;
    const { config = LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES } = this.options;
    const group = new LambdaDeploymentGroup(scope, 'Deployment', {
      alias,
      deploymentConfig: config,
      alarms: resolveAlarms(this.options, own),
    });
    acknowledgeFinding(group, {
      rule: 'AwsSolutions-IAM4',
      subject: `Policy::arn:${Stack.of(scope).partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited`,
      reason:
        'AWS documents exactly this policy for the role with which CodeDeploy shifts aliases.',
    });
  }
}

function resolveAlarms(options: GradualDeploymentOptions, own: RouterAlarms): IAlarm[] {
  const chosen = options.rollbackOn?.map((alarm) => requireAlarm(own, alarm));
  const alarms = [
    ...(chosen ?? ROLLBACK_ALARMS.flatMap((alarm) => own.find(alarm) ?? [])),
    ...(options.alarms ?? []),
  ];
  if (alarms.length >= 1 && alarms.length <= MAX_ALARMS) return alarms;
  throw new Error(
    `RouterDeployment.gradual needs 1 to ${MAX_ALARMS} alarms that roll it back, got ${alarms.length}`,
  );
}

function requireAlarm(own: RouterAlarms, alarm: RouterAlarm): IAlarm {
  const found = own.find(alarm);
  if (found !== undefined) return found;
  throw new Error(
    `RouterDeployment.gradual has "${alarm}" in rollbackOn, which the router does not have`,
  );
}
