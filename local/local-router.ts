import {
  DEFAULT_PARAMETER_PREFIX,
  operationsPath,
  READY_MADE_OPERATIONS,
} from '../lambda/contract';
import { ROUTE_PATTERN } from '../lambda/core/route';
import { type AwsStandIns, type AwsStandInsOptions, serveAwsStandIns } from './aws-stand-ins';
import {
  type AwsEndpoints,
  composeFunctionEnvironment,
  type FunctionSettings,
} from './function-environment';
import { startFunction } from './lambda/start-function';

export interface LocalRouterOptions {
  /** Of the router; 0 takes any free one. */
  readonly port?: number;
  readonly aws?: AwsStandInsOptions;
  readonly settings?: FunctionSettings;
  /** Where the function finds AWS; by default both services in the box. */
  readonly chooseEndpoints?: (standInsUrl: string) => AwsEndpoints;
  /** Environment variables over those of a deploy. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLogLine?: (line: string) => void;
}

/** The function that is deployed, behind an HTTP front, with an AWS account in a box. */
export interface LocalRouter {
  readonly url: string;
  readonly aws: AwsStandIns;
  close(): Promise<void>;
}

type Operations = Readonly<Record<string, string>>;

/** @throws Error with code `EADDRINUSE` where a port is taken */
export async function startLocalRouter(options: LocalRouterOptions = {}): Promise<LocalRouter> {
  const operations = options.settings?.operations ?? READY_MADE_OPERATIONS;
  const aws = await serveAwsStandIns(options.aws);
  writeParameters(aws, operations);
  try {
    const front = await startRouterFunction(options, operations, aws);
    aws.metrics.routerUrl = front.url;
    const close = async () => void (await Promise.all([front.close(), aws.close()]));
    return { url: front.url, aws, close };
  } catch (error) {
    await aws.close();
    throw error;
  }
}

/** As a deploy creates them. */
function writeParameters({ parameterStore }: AwsStandIns, operations: Operations): void {
  for (const [operation, value] of Object.entries(operations)) {
    parameterStore.parameters.put({
      name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/${operation}`,
      type: 'StringList',
      value,
      allowedPattern: ROUTE_PATTERN,
    });
  }
}

function startRouterFunction(
  options: LocalRouterOptions,
  operations: Operations,
  aws: AwsStandIns,
) {
  const chosen = options.chooseEndpoints?.(aws.url) ?? { bedrockUrl: aws.url, ssmUrl: aws.url };
  const endpoints = { ...chosen, budgetsUrl: aws.url };
  const settings = { ...options.settings, operations };
  return startFunction({
    environment: { ...composeFunctionEnvironment(settings, endpoints), ...options.environment },
    ...(options.port === undefined ? {} : { port: options.port }),
    onLogLine: (line) => {
      aws.metrics.recordLogLine(line);
      options.onLogLine?.(line);
    },
  });
}
