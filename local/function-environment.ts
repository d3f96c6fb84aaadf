import {
  ANY_MODEL,
  DEFAULT_PARAMETER_PREFIX,
  ENVIRONMENT,
  KEYED_CALLERS,
  READY_MADE_OPERATIONS,
  SERVICE_NAME,
} from '../lambda/contract';
import { SERVICE_TIERS } from '../lambda/core/ids/service-tier';
import { BUDGET_TABLE } from './dynamo-db/emulator';

/** Where the function finds AWS; undefined leaves the choice to the SDK, which then calls AWS itself. */
export interface AwsEndpoints {
  readonly bedrockUrl: string | undefined;
  readonly ssmUrl: string | undefined;
  /** Where DynamoDB and EventBridge are; undefined where no caller has a budget. */
  readonly budgetsUrl?: string | undefined;
}

/** What a deploy sets by props. */
export interface FunctionSettings {
  /** Operation → route text, as the deploy has it. */
  readonly operations?: Readonly<Record<string, string>>;
  /** Base model IDs and ARNs between commas, or `*`. */
  readonly allowedModels?: string;
  /** Service tiers between commas. */
  readonly allowedTiers?: string;
  readonly mappingMaxAgeSeconds?: number;
  readonly requestTimeoutSeconds?: number;
  /** `keys`: callers need an API key and a policy; without it everybody may call. */
  readonly authorization?: 'keys';
}

const DUMMY_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
const DEFAULT_MAPPING_MAX_AGE_SECONDS = 5;
const DEFAULT_REQUEST_TIMEOUT_SECONDS = 890;

/** The environment variables that a deploy would give the function, pointed at other endpoints. */
export function composeFunctionEnvironment(
  settings: FunctionSettings,
  { bedrockUrl, ssmUrl, budgetsUrl }: AwsEndpoints,
): Record<string, string> {
  const maxAge = settings.mappingMaxAgeSeconds ?? DEFAULT_MAPPING_MAX_AGE_SECONDS;
  const timeout = settings.requestTimeoutSeconds ?? DEFAULT_REQUEST_TIMEOUT_SECONDS;
  return {
    AWS_REGION: 'us-east-1',
    // In front of AWS itself they would hide the user's own, wherever the SDK finds those.
    ...(bedrockUrl === undefined ? {} : DUMMY_CREDENTIALS),
    [ENVIRONMENT.parameterPrefix]: DEFAULT_PARAMETER_PREFIX,
    [ENVIRONMENT.deployedMapping]: JSON.stringify(settings.operations ?? READY_MADE_OPERATIONS),
    [ENVIRONMENT.allowedModels]: settings.allowedModels ?? ANY_MODEL,
    [ENVIRONMENT.allowedTiers]: settings.allowedTiers ?? SERVICE_TIERS.join(','),
    [ENVIRONMENT.mappingMaxAge]: String(maxAge),
    [ENVIRONMENT.requestTimeout]: String(timeout),
    [ENVIRONMENT.serviceName]: SERVICE_NAME,
    ...(settings.authorization === 'keys' ? { [ENVIRONMENT.callers]: KEYED_CALLERS } : {}),
    ...nameEndpoint('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', bedrockUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_SSM', ssmUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_DYNAMODB', budgetsUrl),
    ...nameEndpoint('AWS_ENDPOINT_URL_EVENTBRIDGE', budgetsUrl),
    ...(budgetsUrl === undefined ? {} : { [ENVIRONMENT.budgetTable]: BUDGET_TABLE }),
  };
}

function nameEndpoint(variable: string, url: string | undefined): Record<string, string> {
  return url === undefined ? {} : { [variable]: url };
}
