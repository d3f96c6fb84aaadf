import { READY_MADE_OPERATIONS } from '../lambda/contract';
import { type ApiKeyRequest, ApiKeysClient } from './api-gateway/api-keys-client';
import { type AwsEmulators, type AwsEmulatorsOptions, serveAwsEmulators } from './aws-emulators';
import {
  type AwsEndpoints,
  composeFunctionEnvironment,
  type FunctionSettings,
} from './function-environment';
import { startFunction } from './lambda/start-function';
import { writePolicy, writeRoutes } from './write-parameters';

/** One who may call, with a key of API Gateway and a policy in Parameter Store. */
export interface LocalCaller {
  readonly apiKey: ApiKeyRequest & { readonly id: string };
  /** As it is written as JSON. */
  readonly policy: object;
}

export interface LocalRouterOptions {
  /** Of the router; 0 takes any free one. */
  readonly port?: number;
  readonly aws?: AwsEmulatorsOptions;
  readonly settings?: FunctionSettings;
  /** Only where the settings ask for keys. */
  readonly callers?: readonly LocalCaller[];
  /** Where the function finds AWS; by default both services in the box. */
  readonly chooseEndpoints?: (emulatorsUrl: string) => AwsEndpoints;
  /** Environment variables over those of a deploy. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLogLine?: (line: string) => void;
}

/** The function that is deployed, behind an HTTP front, with an AWS account in a box. */
export interface LocalRouter {
  readonly url: string;
  readonly aws: AwsEmulators;
  /** Of no use where the settings do not ask for keys. */
  readonly apiKeys: ApiKeysClient;
  close(): Promise<void>;
}

type Operations = Readonly<Record<string, string>>;

/** @throws Error with code `EADDRINUSE` where a port is taken */
export async function startLocalRouter(options: LocalRouterOptions = {}): Promise<LocalRouter> {
  const operations = options.settings?.operations ?? READY_MADE_OPERATIONS;
  const { callers = [] } = options;
  const aws = await serveAwsEmulators(options.aws);
  const { parameters } = aws.parameterStore;
  writeRoutes(parameters, operations);
  for (const { apiKey, policy } of callers) writePolicy(parameters, apiKey.id, policy);
  const started: { close(): Promise<void> }[] = [aws];
  const close = async () => void (await Promise.all(started.map((each) => each.close())));
  try {
    const [front] = await Promise.all([
      startRouterFunction(options, operations, aws),
      options.settings?.authorization === 'keys' ? aws.dynamoDb.start() : undefined,
    ]);
    started.push(front);
    aws.metrics.routerUrl = front.url;
    const apiKeys = new ApiKeysClient(front.url);
    for (const { apiKey } of callers) await apiKeys.create(apiKey);
    return { url: front.url, aws, apiKeys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startRouterFunction(
  options: LocalRouterOptions,
  operations: Operations,
  aws: AwsEmulators,
) {
  const chosen = options.chooseEndpoints?.(aws.url) ?? { bedrockUrl: aws.url, ssmUrl: aws.url };
  const endpoints = { ...chosen, budgetsUrl: aws.url };
  const settings = { ...options.settings, operations };
  return startFunction({
    environment: { ...composeFunctionEnvironment(settings, endpoints), ...options.environment },
    ...(options.port === undefined ? {} : { port: options.port }),
    requiresApiKey: settings.authorization === 'keys',
    onLogLine: (line) => {
      aws.metrics.recordLogLine(line);
      options.onLogLine?.(line);
    },
  });
}
