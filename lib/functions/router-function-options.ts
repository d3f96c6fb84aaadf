import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { RouterConnection } from '../connections/router-connection';
import type { RouterDeployment } from '../deployment/router-deployment';
import type { ReplyCache } from '../reply-cache/reply-cache';
import type { FirstByteTimeouts } from './first-byte-timeouts';

/** The function of a {@link BedrockTierRouter}: its timeouts, its size and its network. */
export interface RouterFunctionOptions {
  /**
   * How long one request may take, in whole seconds, at least 1 and at most `timeout`. After this time the router stops
   * waiting for Bedrock and responds with an error. A stream that has begun may take longer: then this is how long it may
   * be silent, at most 290 seconds. A stream that is silent longer breaks.
   *
   * @default - 290 seconds, or `timeout` if that is shorter. API Gateway closes a connection that is idle for 5 minutes.
   */
  readonly requestTimeout?: Duration;

  /**
   * How long the router waits for the first byte of a stream before it tries the next candidate of the route, by
   * requested tier. An answer that is not streamed may take nine tenths of the request's remaining time while another
   * candidate is left, and all of it otherwise.
   *
   * @default - 240 seconds on flex, 180 on default, 120 on the others
   */
  readonly firstByteTimeouts?: FirstByteTimeouts;

  /**
   * The guardrails of Bedrock that requests may name, as IDs or ARNs. The function's role can apply only these. A guardrail
   * with cross-Region inference also needs its profile, e.g. `us.guardrail.v1:0`. A token is treated as an ARN.
   *
   * @default - none: Bedrock refuses requests that name a guardrail
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html
   */
  readonly guardrails?: string[];

  /**
   * Where answers of models are kept for equal requests. Without it no settings may have `cache`, whoever writes them: the
   * cache stores what models answered.
   *
   * @default - no answer is stored
   */
  readonly replyCache?: ReplyCache;

  /**
   * Other Regions, accounts and endpoints that Bedrock may be called through, by name. A route names one after a tiered
   * model ID: `us.amazon.nova-2-lite-v1:0:flex@partner`. Values in Parameter Store can name only these, because they
   * decide where documents go.
   *
   * @default - none: Bedrock is called in the stack's Region, with the function's role
   */
  readonly connections?: { [name: string]: RouterConnection };

  /**
   * Whether calls to Bedrock carry request metadata: the operation, the tier, the version of the mapping, the request
   * ID, the caller, and the values of the header `x-router-metadata`. With them, Bedrock's model invocation logs can be
   * joined with the router's logs. The router never overwrites keys that a caller sets.
   *
   * @default true
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
   */
  readonly requestMetadata?: boolean;

  /**
   * The timeout of the function in whole seconds, at least 1 second and at most 15 minutes. It is also API
   * Gateway's timeout for a streamed response.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Memory of the function in MiB, from 128 to 10,240. CPU power grows with it.
   *
   * @default - 256, and 512 for the LambdaHook, which may read page images of S3. Jobs have at least 512.
   */
  readonly memorySize?: number;

  /**
   * How many requests may run at the same time; Lambda refuses more. It also limits what the router can spend. The
   * function for the LambdaHook has its own reservation of the same size, the refresh of the catalog a reservation of 1,
   * and jobs have `RouterJobs.durable({ concurrency })`.
   *
   * @default - the account's unreserved concurrency is the limit
   */
  readonly reservedConcurrency?: number;

  /**
   * How many execution environments of the function behind the API are kept ready, so that no request waits for a cold
   * start. They are billed while they wait. At most `reservedConcurrency`.
   *
   * @default - environments start when requests arrive
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrency?: number;

  /**
   * How a deployment replaces the code and the configuration of the function behind the API. The function for the
   * LambdaHook is always replaced at once, because the accelerator invokes it by its name. New jobs begin on the new
   * version at once, and jobs that are under way end on the version that began them.
   *
   * @default RouterDeployment.allAtOnce()
   */
  readonly deployment?: RouterDeployment;

  /**
   * How many requests the function of the authorizer may check at the same time; only with an authorization that has
   * one. A check takes milliseconds. If Lambda refuses to run it, the API responds with status 500.
   *
   * @default - the account's unreserved concurrency is the limit
   */
  readonly authorizerConcurrency?: number;

  /**
   * The VPC in which the functions run. The VPC must reach Bedrock and Parameter Store through a NAT gateway or
   * the interface endpoints `bedrock-runtime` and `ssm`. If callers have keys, it must also reach DynamoDB and
   * EventBridge; with `jobs`, also S3, `lambda`, `events` and `states`. The refresh of the catalog and the verification of tokens need more; each can be kept outside with
   * `inVpc: false`.
   *
   * @default - the functions run outside of a VPC
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of the functions; only with `vpc`.
   *
   * @default - the private subnets of `vpc`
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the functions; only with `vpc`.
   *
   * @default - a new security group for each function. It allows all outbound traffic, or none for the function that
   * reads keys, which makes no calls
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The name of a second function, for the LambdaHook of AWS's document-processing accelerator (GenAI IDP). The
   * accelerator invokes functions of its own account whose names begin with `GENAIIDP-`, and names the operation in the
   * event. The second function runs the same code. Other callers may invoke it after `grantInvokeLambdaHook`.
   *
   * @default - no second function
   */
  readonly lambdaHookFunctionName?: string;

  /**
   * The buckets with page images and documents that events of the LambdaHook link to; only with `lambdaHookFunctionName`.
   * Name the accelerator's working bucket here, with its key if it is encrypted with one. For a model that takes no links to
   * S3, the function reads the media and sends them as bytes; other links are read by Bedrock with the function's role.
   *
   * @default - none: an event with media in S3 fails
   */
  readonly lambdaHookBuckets?: IBucket[];
}
