import {
  ApiKey,
  type IRestApi,
  type QuotaSettings,
  type ThrottleSettings,
  UsagePlan,
  type UsagePlanProps,
} from 'aws-cdk-lib/aws-apigateway';
import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { BUDGET_METRICS, callersPath, METRIC_DIMENSIONS } from '../../lambda/contract';
import { omitUndefined } from '../cdk/omit-undefined';
import { readMetric } from '../observability/read-metric';

/** The shape of a policy, so that a slip is refused before it is stored; the function checks the rest. */
const POLICY_PATTERN = '^\\s*\\{[\\s\\S]*\\}\\s*$';

/** A caller whose options are checked. */
export interface RouterCallerProps {
  /** How logs, metrics and events name the caller. */
  readonly callerName: string;

  /** The policy, as its parameter holds it. */
  readonly policy: string;

  /** The router's. */
  readonly parameterPrefix: string;

  /** The router's API. */
  readonly api: IRestApi;

  /**
   * How many requests a second API Gateway lets through.
   *
   * @default - no bound but that of the API
   */
  readonly throttle?: ThrottleSettings;

  /**
   * How many requests a day, week or month API Gateway lets through.
   *
   * @default - no bound
   */
  readonly quota?: QuotaSettings;
}

/**
 * One who calls with an API key, made by {@link BedrockTierRouter.addCaller}: the key, a usage plan of its own, and the
 * policy in Parameter Store.
 *
 * API Gateway makes the key's value, which is in no template:
 * `aws apigateway get-api-key --include-value --query value --output text --api-key <keyId>`.
 */
export class RouterCaller extends Construct {
  /** API Gateway's key. */
  readonly apiKey: ApiKey;

  /** API Gateway's ID of the key, which is no secret; the policy stands at `<parameterPrefix>/callers/<keyId>`. */
  readonly keyId: string;

  /** What API Gateway counts the caller's requests by. */
  readonly usagePlan: UsagePlan;

  private readonly callerName: string;

  constructor(scope: Construct, id: string, props: RouterCallerProps) {
    super(scope, id);
    const { api, callerName } = props;
    this.callerName = callerName;
    this.apiKey = new ApiKey(this, 'Key', { description: `Key of the caller ${callerName}` });
    this.keyId = this.apiKey.keyId;
    const plan: UsagePlanProps = {
      description: `Requests of the caller ${callerName}`,
      apiStages: [{ api, stage: api.deploymentStage }],
      ...omitUndefined({ throttle: props.throttle, quota: props.quota }),
    };
    this.usagePlan = new UsagePlan(this, 'UsagePlan', plan);
    this.usagePlan.addApiKey(this.apiKey);
    new StringParameter(this, 'Policy', {
      parameterName: `${callersPath(props.parameterPrefix)}/${this.keyId}`,
      simpleName: false,
      description: `What the caller ${callerName} may do and spend`,
      allowedPattern: POLICY_PATTERN,
      stringValue: props.policy,
    });
  }

  /** Lets somebody read the key's value, e.g. to put it into a secret. */
  grantReadKey(grantee: IGrantable): Grant {
    return this.apiKey.grantRead(grantee);
  }

  /**
   * Times that the caller reached 80 or 100 % of its budget.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetWarnings(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetWarnings, props);
  }

  /**
   * Requests of the caller that cost more than was set aside for them.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetOverruns(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetOverruns, props);
  }

  /**
   * Reservations of requests of the caller that never came back, released.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetReleases(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetReleases, props);
  }

  private count(metricName: string, props?: MetricOptions): Metric {
    const dimensions = { [METRIC_DIMENSIONS.caller]: this.callerName };
    return readMetric(metricName, dimensions, { statistic: Stats.SUM, ...props }).attachTo(this);
  }
}
