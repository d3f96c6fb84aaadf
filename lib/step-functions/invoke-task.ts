import { Duration, Stack, Token } from 'aws-cdk-lib';
import { InputType, JitterType, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import {
  AuthType,
  CallApiGatewayRestApiEndpoint,
  HttpMethod,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { HEADERS } from '../../lambda/contract';
import type { InvokedApi } from '../api/grant-invoke';
import { findDifference } from '../cdk/compare-places';
import { requireOperationName } from '../mapping/operations';
import type { ServiceTier } from '../mapping/service-tier';
import type { InvokeTaskProps } from './invoke-task-props';
import { checkJob, waitForJob, writeJobHeaders } from './wait-for-job';

/** Step Functions ends a call of API Gateway after this time. */
const MAX_REQUEST_TIMEOUT = Duration.seconds(60);

/** Leaves time for the response on its way. */
const DEFAULT_REQUEST_TIMEOUT = Duration.seconds(55);

/** Creates the state that {@link BedrockTierRouter.invokeTask} returns. */
export function makeInvokeTask(
  scope: Construct,
  id: string,
  { api, ...props }: InvokeTaskProps & { readonly api: InvokedApi },
): CallApiGatewayRestApiEndpoint {
  requireInvokable(scope, api);
  requireOperationName(props.operation);
  checkJob(api, props);
  const { operation, body, serviceTier, asJob = false, ...state } = props;
  const task = new CallApiGatewayRestApiEndpoint(scope, id, {
    ...state,
    ...(asJob ? waitForJob(props) : {}),
    api: api.restApi,
    stageName: api.stageName,
    method: HttpMethod.POST,
    apiPath: asJob ? `/v1/${operation}/jobs` : `/v1/${operation}`,
    authType: AuthType.IAM_ROLE,
    headers: TaskInput.fromObject(writeHeaders(props)),
    requestBody: serviceTier === undefined ? body : requestTier(body, serviceTier),
  });
  if (props.retryOnServiceExceptions ?? true) addRetries(task);
  return task;
}

/**
 * Names the statuses that another try can change. Bedrock's capacity returns within seconds, and so does a quota.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 */
function addRetries(task: CallApiGatewayRestApiEndpoint): void {
  const shared = { backoffRate: 2, jitterStrategy: JitterType.FULL };
  task.addRetry({
    ...shared,
    errors: ['ApiGateway.429', 'ApiGateway.503'],
    interval: Duration.seconds(5),
    maxDelay: Duration.seconds(60),
    maxAttempts: 5,
  });
  task.addRetry({
    ...shared,
    errors: ['ApiGateway.500', 'ApiGateway.502', 'ApiGateway.504'],
    interval: Duration.seconds(1),
    maxAttempts: 2,
  });
}

/**
 * Writes the tier into the body. Step Functions refuses headers whose names begin with `X-Amzn`, as Bedrock's for the tier
 * does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 */
function requestTier({ type, value }: TaskInput, tier: ServiceTier): TaskInput {
  if (type === InputType.OBJECT)
    return TaskInput.fromObject({ ...value, serviceTier: { type: tier } });
  throw new Error(
    'serviceTier of invokeTask is written into a body of TaskInput.fromObject, got a text or a path; ' +
      'let the body have the member serviceTier, e.g. {"type": "flex"}',
  );
}

/** Step Functions takes a list of values for each header. */
function writeHeaders(props: InvokeTaskProps): { [name: string]: string | string[] } {
  const { strictTier, metadata, asJob = false } = props;
  return {
    'content-type': ['application/json'],
    ...(asJob ? writeJobHeaders(props) : writeTimeoutHeader(props)),
    ...(strictTier === undefined ? {} : { [HEADERS.strictTier]: [String(strictTier)] }),
    ...(metadata === undefined ? {} : { [HEADERS.metadata]: [writeMetadata(metadata)] }),
  };
}

function writeTimeoutHeader({ requestTimeout }: InvokeTaskProps) {
  return { [HEADERS.timeout]: [String(resolveTimeout(requestTimeout).toMilliseconds())] };
}

function resolveTimeout(timeout: Duration = DEFAULT_REQUEST_TIMEOUT): Duration {
  const millis = timeout.isUnresolved() ? Number.NaN : timeout.toMilliseconds({ integral: false });
  if (millis >= 1 && millis <= MAX_REQUEST_TIMEOUT.toMilliseconds()) return timeout;
  throw new Error(
    `requestTimeout of invokeTask must be at least 1 millisecond and at most ${MAX_REQUEST_TIMEOUT.toHumanString()}, ` +
      `after which Step Functions ends the call, got ${timeout.toHumanString()}`,
  );
}

function writeMetadata(metadata: { readonly [name: string]: string }): string {
  const text = JSON.stringify(metadata);
  if (!Token.isUnresolved(text)) return text;
  throw new Error(
    'metadata of invokeTask must be known at synthesis, got a token or a path of the state input',
  );
}

function requireInvokable(scope: Construct, api: InvokedApi): void {
  const { authorizationType, isIam } = api.authorization;
  if (!isIam) {
    throw new Error(
      `invokeTask signs with the role of the state machine, for RouterAuthorization.iam(), got the authorization type ${authorizationType}`,
    );
  }
  if (api.isPrivate) {
    throw new Error(
      'invokeTask is for a public API: Step Functions reaches none through vpcEndpoints',
    );
  }
  const stack = Stack.of(scope);
  const place = findDifference(api, stack);
  if (place === undefined) return;
  throw new Error(
    `invokeTask needs a router in the ${place} of the state machine, ${stack[place]}, got ${api[place]}`,
  );
}
