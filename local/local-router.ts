import { DEFAULT_OPERATIONS, DEFAULT_PARAMETER_PREFIX } from '../lambda/contract';
import { type ApiKeyRequest, ApiKeysClient } from './api-gateway/api-keys-client';
import { type AwsEmulators, type AwsEmulatorsOptions, serveAwsEmulators } from './aws-emulators';
import {
  type AwsEndpoints,
  composeFunctionEnvironment,
  type FunctionSettings,
} from './compose-function-environment';
import { JOB_FUNCTION_ARN, JOBS_CONFIG, type JobsOptions, startJobs } from './jobs/start-jobs';
import { startFunction } from './lambda/start-function';
import { writePolicy, writeRoutes, writeSettings } from './write-parameters';

/** A caller with an API key and a policy in Parameter Store. */
export interface LocalCaller {
  readonly apiKey: ApiKeyRequest & { readonly id: string };
  /** Written to the parameter as JSON. */
  readonly policy: object;
}

export interface LocalRouterOptions {
  /** The port of the router; 0 chooses a free port. */
  readonly port?: number;
  /** Whether the port also takes TLS, with a certificate that is made for this run. */
  readonly tls?: boolean;
  readonly aws?: AwsEmulatorsOptions;
  readonly settings?: FunctionSettings;
  /** Operation → settings, which the deployment writes to Parameter Store. */
  readonly operationSettings?: Readonly<Record<string, object>>;
  /** Used only if the settings require keys. */
  readonly callers?: readonly LocalCaller[];
  /**
   * Chooses the AWS endpoints that the function calls.
   * @default - the emulators
   */
  readonly chooseEndpoints?: (emulatorsUrl: string) => AwsEndpoints;
  /**
   * Runs jobs.
   * @default - the deployment has none
   */
  readonly jobs?: JobsOptions;
  /** Environment variables that override those of a deployment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLogLine?: (line: string) => void;
}

/** The deployed function behind an emulated API, with emulators of the AWS services that it calls. */
export interface LocalRouter {
  readonly url: string;
  readonly aws: AwsEmulators;
  /** Works only if the settings require keys. */
  readonly apiKeys: ApiKeysClient;
  /** The certificate as PEM; undefined without TLS. */
  readonly certificate: string | undefined;
  close(): Promise<void>;
}

type Operations = Readonly<Record<string, string>>;

/** @throws Error with code `EADDRINUSE` if a port is taken */
export async function startLocalRouter(options: LocalRouterOptions = {}): Promise<LocalRouter> {
  const operations = options.settings?.operations ?? DEFAULT_OPERATIONS;
  const { callers = [] } = options;
  const aws = await serveAwsEmulators(options.aws);
  const { parameters } = aws.parameterStore;
  writeRoutes(parameters, operations);
  writeSettings(parameters, options.operationSettings ?? {});
  for (const { apiKey, policy } of callers) writePolicy(parameters, apiKey.id, policy);
  const started: { close(): Promise<void> }[] = [aws];
  const close = async () => void (await Promise.all(started.map((each) => each.close())));
  try {
    const [api] = await Promise.all([
      startRouterFunction(options, operations, aws),
      usesDynamoDb(options) ? aws.dynamoDb.start() : undefined,
    ]);
    started.push(api);
    const requiresApiKey = options.settings?.authorization === 'keys';
    const router = { url: api.url, requiresApiKey };
    const { variables: environment = {} } = aws.deployment.function ?? {};
    aws.console.open({ router, environment, emulatorsUrl: aws.url });
    const apiKeys = new ApiKeysClient(api.url);
    for (const { apiKey } of callers) await apiKeys.create(apiKey);
    return { url: api.url, aws, apiKeys, certificate: api.certificate, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether requests may need DynamoDB, which loads slower than the function waits for it. */
function usesDynamoDb({ settings, operationSettings = {} }: LocalRouterOptions): boolean {
  const isCached = Object.values(operationSettings).some((each) => 'cache' in each);
  return isCached || settings?.authorization === 'keys';
}

function startRouterFunction(
  options: LocalRouterOptions,
  operations: Operations,
  aws: AwsEmulators,
) {
  const { jobs, onLogLine = () => {} } = options;
  const compose = (awsUrl: string, jobsConfig?: FunctionSettings['jobs']) =>
    composeEnvironment(options, awsUrl, { operations, ...(jobsConfig && { jobs: jobsConfig }) });
  const record = (line: string) => {
    aws.metrics.recordLogLine(line);
    onLogLine(line);
  };
  if (jobs !== undefined) {
    const composeVariables = (awsUrl: string) => compose(awsUrl, JOBS_CONFIG);
    startJobs({ ...jobs, aws, composeVariables, onLogLine: record });
  }
  const functionArn = JOB_FUNCTION_ARN;
  const environment = compose(aws.url, jobs && { ...JOBS_CONFIG, functionArn });
  const { parameterPrefix = DEFAULT_PARAMETER_PREFIX } = options.settings ?? {};
  aws.deployment.function = { parameterPrefix, variables: environment };
  return startFunction({
    environment,
    ...(options.port === undefined ? {} : { port: options.port }),
    requiresApiKey: options.settings?.authorization === 'keys',
    tls: options.tls ?? false,
    onLogLine: record,
  });
}

function composeEnvironment(
  { chooseEndpoints, operationSettings = {}, settings, environment }: LocalRouterOptions,
  awsUrl: string,
  more: FunctionSettings,
): Record<string, string> {
  const chosen = chooseEndpoints?.(awsUrl) ?? { bedrockUrl: awsUrl, ssmUrl: awsUrl };
  // Bedrock in AWS reads media in AWS.
  const ownUrl = chosen.bedrockUrl === undefined ? undefined : awsUrl;
  const jobsUrl = more.jobs && awsUrl;
  const endpoints = {
    ...chosen,
    budgetsUrl: awsUrl,
    s3Url: ownUrl,
    credentialsUrl: ownUrl,
    jobsUrl,
  };
  const operationsWithSettings = Object.keys(operationSettings);
  const all = { operationsWithSettings, ...settings, ...more };
  return { ...composeFunctionEnvironment(all, endpoints), ...environment };
}
