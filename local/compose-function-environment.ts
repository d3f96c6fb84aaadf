import {
  ANY_MODEL,
  DEFAULT_OPERATIONS,
  DEFAULT_PARAMETER_PREFIX,
  ENVIRONMENT,
  type KeyAuthorizerConfig,
} from '../lambda/contract';
import { SERVICE_TIERS } from '../lambda/core/ids/service-tier';
import {
  type WrittenRouterConfig,
  writeRouterEnvironment,
} from '../lambda/core/settings/router-config';
import { BUDGET_TABLE, REPLY_TABLE } from './dynamo-db/emulator';

/** The AWS endpoints that the function calls. If an endpoint is undefined, the SDK calls AWS. */
export interface AwsEndpoints {
  readonly bedrockUrl: string | undefined;
  readonly ssmUrl: string | undefined;
  /** The endpoint of DynamoDB and EventBridge; undefined without budgets and cached replies. */
  readonly budgetsUrl?: string | undefined;
  /** Where the LambdaHook reads the media of requests. */
  readonly s3Url?: string | undefined;
  /** The endpoint of STS and Secrets Manager, for connections. */
  readonly credentialsUrl?: string | undefined;
  /** The endpoint of Lambda and Step Functions, for jobs. */
  readonly jobsUrl?: string | undefined;
}

/** The configuration of the function that a deployment derives from the props of the construct. */
export type FunctionSettings = Partial<WrittenRouterConfig>;

const DUMMY_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
const KEY_AUTHORIZER: KeyAuthorizerConfig = { keyHeader: 'either' };

/** Composes the environment variables of the function and its authorizer, as a deployment does, with these endpoints. */
export function composeFunctionEnvironment(
  settings: FunctionSettings,
  { bedrockUrl, ssmUrl, budgetsUrl, s3Url, credentialsUrl, jobsUrl }: AwsEndpoints,
): Record<string, string> {
  return {
    AWS_REGION: 'us-east-1',
    // If the function calls AWS, they would hide the user's credentials.
    ...(bedrockUrl === undefined ? {} : DUMMY_CREDENTIALS),
    ...writeRouterEnvironment({
      parameterPrefix: DEFAULT_PARAMETER_PREFIX,
      operations: DEFAULT_OPERATIONS,
      allowedModels: [ANY_MODEL],
      allowedTiers: [...SERVICE_TIERS],
      mappingMaxAgeSeconds: 5,
      requestTimeoutSeconds: 890,
      budgetTable: budgetsUrl === undefined ? undefined : BUDGET_TABLE,
      replyCacheTable: budgetsUrl === undefined ? undefined : REPLY_TABLE,
      ...settings,
    }),
    [ENVIRONMENT.authorizerConfig]: JSON.stringify(KEY_AUTHORIZER),
    ...nameEndpoint('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', bedrockUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_SSM', ssmUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_DYNAMODB', budgetsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_EVENTBRIDGE', budgetsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_S3', s3Url),
    ...nameEndpoint('AWS_ENDPOINT_URL_STS', credentialsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_SECRETS_MANAGER', credentialsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_LAMBDA', jobsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_SFN', jobsUrl),
  };
}

function nameEndpoint(variable: string, url: string | undefined): Record<string, string> {
  return url === undefined ? {} : { [variable]: url };
}
