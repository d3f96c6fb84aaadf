import { Stack } from 'aws-cdk-lib';
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
import { type IStringParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { BUDGET_METRICS, callersPath, METRIC_DIMENSIONS } from '../../lambda/contract';
import { requireLocal } from '../cdk/compare-places';
import { omitUndefined } from '../cdk/omit-undefined';
import { createMetric } from '../observability/create-metric';

/** Parameter Store refuses a value that is not a JSON object; the function checks the rest. */
const POLICY_PATTERN = '^\\s*\\{[\\s\\S]*\\}\\s*$';

/** Properties of a {@link RouterCaller}. */
export interface RouterCallerProps {
  /** The name of the caller in logs, metrics and events. */
  readonly callerName: string;

  /** The policy as the value of its parameter. */
  readonly policy: string;

  /** The parameter prefix of the router. */
  readonly parameterPrefix: string;

  /** The API of the router. */
  readonly api: IRestApi;

  /**
   * The number of requests per second and the burst that API Gateway allows.
   *
   * @default - only the limits of the API apply
   */
  readonly throttle?: ThrottleSettings;

  /**
   * The number of requests that API Gateway allows in a day, week or month.
   *
   * @default - no limit
   */
  readonly quota?: QuotaSettings;
}

/**
 * A caller with an API key, created by {@link BedrockTierRouter.addCaller}: the key, its usage plan, and a policy in
 * Parameter Store.
 *
 * API Gateway generates the value of the key, and the template does not contain it. This command prints it:
 * `aws apigateway get-api-key --include-value --query value --output text --api-key <keyId>`.
 */
export class RouterCaller extends Construct {
  /** The API key in API Gateway. */
  readonly apiKey: ApiKey;

  /** The ID of the key, which is not secret. The policy is at `<parameterPrefix>/callers/<keyId>`. */
  readonly keyId: string;

  /** The usage plan with the throttle and the quota of the caller. */
  readonly usagePlan: UsagePlan;

  /** The parameter with the policy, as the deploy wrote it. */
  readonly policy: IStringParameter;

  private readonly callerName: string;
  private readonly parameterPrefix: string;

  constructor(scope: Construct, id: string, props: RouterCallerProps) {
    super(scope, id);
    const { api, callerName } = props;
    this.callerName = callerName;
    this.parameterPrefix = props.parameterPrefix;
    this.apiKey = new ApiKey(this, 'Key', { description: `Key of the caller ${callerName}` });
    this.keyId = this.apiKey.keyId;
    const plan: UsagePlanProps = {
      description: `Requests of the caller ${callerName}`,
      apiStages: [{ api, stage: api.deploymentStage }],
      ...omitUndefined({ throttle: props.throttle, quota: props.quota }),
    };
    this.usagePlan = new UsagePlan(this, 'UsagePlan', plan);
    this.usagePlan.addApiKey(this.apiKey);
    this.policy = new StringParameter(this, 'Policy', {
      parameterName: `${callersPath(props.parameterPrefix)}/${this.keyId}`,
      simpleName: false,
      description: `What the caller ${callerName} may do and spend`,
      allowedPattern: POLICY_PATTERN,
      stringValue: props.policy,
    });
  }

  /** Allows the grantee to read the value of the key, e.g. to put it into a secret. */
  grantReadKey(grantee: IGrantable): Grant {
    const { account } = Stack.of(this);
    return this.apiKey.grantRead(
      requireLocal(grantee, { what: 'the keys of callers are', account }),
    );
  }

  /**
   * How often the caller reached 80 or 100 % of its budget.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetWarnings(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetWarnings, props);
  }

  /**
   * Requests of the caller that cost more than was reserved for them.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetOverruns(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetOverruns, props);
  }

  /**
   * Reservations of the caller that were released because their requests never ended.
   *
   * @default - sum over 5 minutes
   */
  metricBudgetReleases(props?: MetricOptions): Metric {
    return this.count(BUDGET_METRICS.budgetReleases, props);
  }

  private count(metricName: string, props?: MetricOptions): Metric {
    const { parameterPrefix, callerName } = this;
    const dimensions = { [METRIC_DIMENSIONS.caller]: callerName };
    const published = { parameterPrefix, metricName, dimensions };
    return createMetric(published, { statistic: Stats.SUM, ...props }).attachTo(this);
  }
}
