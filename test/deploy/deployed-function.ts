import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRestApi } from '../../local/api-gateway/rest-api';
import type { StreamingHandler } from '../../local/lambda/node-runtime';
import { RuntimeApi } from '../../local/lambda/runtime-api';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { DUMMY_CREDENTIALS, REGION } from './account/emulated-account';

/** The part of `aws lambda get-function-configuration` that is used here. */
export interface FunctionConfiguration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime: string;
  readonly Handler: string;
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly CodeSha256: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

export interface DeployedFunctionOptions {
  readonly configuration: FunctionConfiguration;
  /** The folder with the unpacked zip file. */
  readonly codeFolder: string;
  /** The folder of the program `node`. */
  readonly nodePrograms: string;
  /** AWS's runtime interface client. */
  readonly runtimeClient: string;
  readonly endpoints: {
    readonly bedrockUrl: string;
    /** The endpoint of Parameter Store, DynamoDB and EventBridge. */
    readonly accountUrl: string;
  };
}

/** A function as Lambda runs it, behind a front that turns HTTP requests into REST API events. */
export interface DeployedFunction {
  readonly url: string;
  /** The same without the front. */
  readonly handler: StreamingHandler;
  /** Its standard output and error so far. */
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

/** @throws Error that the function reports if it cannot start */
export async function runDeployedFunction(
  options: DeployedFunctionOptions,
): Promise<DeployedFunction> {
  const runtime = new RuntimeApi(options.configuration.FunctionArn);
  const runtimeServer = await serveOnLoopback(runtime.listener);
  const child = spawnRuntime(options, runtimeServer);
  const logLines = collectLines(child);
  const servers = [runtimeServer];
  const close = async () => {
    await stop(child);
    for (const server of servers) await server.close();
  };
  try {
    await Promise.race([runtime.started, failAtExit(child, logLines)]);
    const timeoutMillis = options.configuration.Timeout * 1000;
    const handler: StreamingHandler = (event, answer) =>
      runtime.invoke(event, answer, timeoutMillis);
    const front = await serveOnLoopback(createRestApi(handler, timeoutMillis));
    servers.unshift(front);
    return { url: front.url, handler, logLines, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function spawnRuntime(
  options: DeployedFunctionOptions,
  runtimeServer: LoopbackServer,
): ChildProcess {
  const { configuration, codeFolder, endpoints } = options;
  const child = spawn(join(options.nodePrograms, 'node'), [options.runtimeClient], {
    cwd: codeFolder,
    env: {
      ...configuration.Environment.Variables,
      ...composeLambdaVariables(configuration, codeFolder),
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${runtimeServer.port}`,
      AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoints.bedrockUrl,
      AWS_ENDPOINT_URL_SSM: endpoints.accountUrl,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.accountUrl,
      AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.accountUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  return child;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function composeLambdaVariables(
  { FunctionName, Handler, MemorySize }: FunctionConfiguration,
  codeFolder: string,
): Record<string, string> {
  return {
    ...DUMMY_CREDENTIALS,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FunctionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0',
    LAMBDA_TASK_ROOT: codeFolder,
    _HANDLER: Handler,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

function collectLines(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    if (input !== null) createInterface({ input }).on('line', (line) => lines.push(line));
  }
  return lines;
}

async function failAtExit(child: ChildProcess, logLines: readonly string[]): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the function's process ended with ${code}\n${logLines.join('\n')}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
