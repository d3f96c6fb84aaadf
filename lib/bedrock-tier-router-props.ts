import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { RouterApiOptions } from './api/router-api-options';
import type { FirstByteTimeouts } from './functions/first-byte-timeouts';
import type { ServiceTier } from './mapping/service-tier';
import type { TieredModel } from './mapping/tiered-model';
import type { RouterAlarmOptions } from './observability/alarms/router-alarm-options';

/** What a {@link BedrockTierRouter} may be told; everything has a default. */
export interface BedrockTierRouterProps extends RouterApiOptions {
  /**
   * The routes that the parameters hold after the first deployment: per operation one or more models, the first
   * the primary and the rest fallbacks.
   *
   * CloudFormation writes a route again only when it changes here, so that an operator's edit stays.
   *
   * @default - `classification` on Nova 2 Lite's priority tier, `extraction` on its flex tier and `assessment` on its
   * default tier, all through the US inference profile
   */
  readonly operations?: { [operation: string]: TieredModel[] };

  /**
   * The models that a parameter may ever name, as base model IDs, inference profile IDs or ARNs without a tier.
   * The function's role can invoke these and no others. `['*']` sets no bound. ARNs of prompts and prompt routers
   * need permissions on what they point to as well: add them by `router.function.addToRolePolicy`.
   *
   * @default - the models of `operations`: an operator can change tiers, but not bring in another model
   */
  readonly allowedModels?: string[];

  /**
   * The tiers that a parameter or a request may ever ask for. The function's role has the same bound.
   *
   * @default - all tiers
   */
  readonly allowedTiers?: ServiceTier[];

  /**
   * Where the routes stand in Parameter Store: `<parameterPrefix>/operations/<operation>`. Two routers in one account
   * and Region need two prefixes.
   *
   * @default '/bedrock-tier-router'
   */
  readonly parameterPrefix?: string;

  /**
   * How long a mapping counts as fresh, in whole seconds. A changed parameter is in force after this time, or with the
   * second request of an environment that was idle; a longer age makes fewer calls to Parameter Store, which allows 40
   * a second for the account and Region.
   *
   * @default Duration.seconds(30)
   */
  readonly mappingMaxAge?: Duration;

  /**
   * How long one request may take, in whole seconds, before the router gives up on Bedrock and says so.
   *
   * @default - 290 seconds, just less than the five minutes for which API Gateway keeps a silent connection; `timeout`
   * where that is shorter
   */
  readonly requestTimeout?: Duration;

  /**
   * How long a call to Bedrock may be silent before the next candidate of its route is tried, by tier.
   *
   * @default - 240 seconds on flex, 180 on default, 120 on priority and reserved
   */
  readonly firstByteTimeouts?: FirstByteTimeouts;

  /**
   * Whether calls carry request metadata, by which Bedrock's model invocation logs can be joined with the router's: the
   * operation, the tier, the version of the mapping, the request ID, the caller, and what `x-router-metadata` says. Keys
   * that a caller sets itself are never written over.
   *
   * @default true
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
   */
  readonly requestMetadata?: boolean;

  /**
   * How long the function may run, in whole seconds, at most 15 minutes, which is also API Gateway's limit for a
   * streamed response.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Memory of the function in MiB. CPU grows with it.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * How many requests may run at once; the next ones are refused. It also bounds what the router can spend. The function
   * for the LambdaHook has the same number for itself.
   *
   * @default - no bound but the account's unreserved concurrency
   */
  readonly reservedConcurrency?: number;

  /**
   * How long the logs of the function and of the API are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether the API and the function send traces to AWS X-Ray.
   *
   * @default true
   */
  readonly tracing?: boolean;

  /**
   * The network in which the function runs. It must reach Bedrock and Parameter Store, by NAT or by the interface
   * endpoints `bedrock-runtime` and `ssm`; where callers have keys, also DynamoDB and EventBridge.
   *
   * @default - the function runs outside any VPC
   */
  readonly vpc?: IVpc;

  /**
   * The subnets for the function; only with `vpc`.
   *
   * @default - the private subnets of `vpc`
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the function; only with `vpc`.
   *
   * @default - a new one that allows all outbound traffic
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The key for the function's environment variables, for the log groups, and for the table of budgets where callers
   * have keys. A key made in the same app is allowed to CloudWatch Logs here; an imported one must allow it already. The
   * parameters stay as they are: Parameter Store encrypts only SecureString values.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;

  /**
   * Name of a second function, for the LambdaHook of AWS's document-processing accelerator (GenAI IDP). The accelerator
   * invokes functions of its own account whose names begin with `GENAIIDP-`, and names the operation by itself. It
   * runs the same code in the same role. Let other callers in by `grantInvokeLambdaHook`.
   *
   * @default - there is no such function
   */
  readonly lambdaHookFunctionName?: string;

  /**
   * Whether to make a CloudWatch dashboard: by tier the requests, errors, times, tokens and costs, and the routes of
   * the deployment with links to their parameters.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * From when on there is an alarm, and which alarms there are.
   *
   * @default - all of {@link RouterAlarm}, each with the default of its threshold
   */
  readonly alarms?: RouterAlarmOptions;

  /**
   * The topic that hears of an alarm and of its end. An encrypted one must let CloudWatch use its key.
   *
   * @default - the alarms change their state and tell nobody
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmTopic?: ITopic;
}
