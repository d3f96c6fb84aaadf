import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { QUIET_SDK } from '../compose-local-client';
import type { FunctionProcessArguments, FunctionProcessMessage } from './function-process';

export interface StartFunctionOptions {
  /** The environment variables of the function. The process has no others except `PATH`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The port of the API; 0 chooses a free port. */
  readonly port?: number;
  /** The timeout of an invocation, as Lambda reports it to the function. */
  readonly timeoutMillis?: number;
  /** Whether API Gateway requires an API key. */
  readonly requiresApiKey?: boolean;
  /** Whether the port also takes TLS, with a certificate that is made for this run. */
  readonly tls?: boolean;
  /** Called with each line that the function writes to its standard output or error. Lambda logs both. */
  readonly onLogLine?: (line: string) => void;
}

/** The function in its own process, behind an emulated API. */
export interface RunningFunction {
  readonly url: string;
  readonly port: number;
  /** The certificate as PEM; undefined without TLS. */
  readonly certificate: string | undefined;
  close(): Promise<void>;
}

/** The output folder of `npm run build`. */
export const DIST = join(__dirname, '..', '..', 'dist');

/** The deployed bundle. */
export const FUNCTION_BUNDLE = join(DIST, 'function', 'index.js');
const AUTHORIZER_BUNDLE = join(DIST, 'authorizer', 'index.js');
const FUNCTION_PROCESS = join(DIST, 'local', 'function-process.js');

export const MAX_LAMBDA_TIMEOUT_MILLIS = 900_000;

/** @throws Error with the `code` of its cause, e.g. `EADDRINUSE` */
export async function startFunction(options: StartFunctionOptions): Promise<RunningFunction> {
  const child = forkProcess(options);
  readLogLines(child, options.onLogLine ?? (() => {}));
  const message = await readFirstMessage(child);
  if (message.kind === 'failed') {
    throw Object.assign(new Error(message.message), { code: message.code });
  }
  const { url, port, certificate } = message;
  return { url, port, certificate, close: () => stop(child) };
}

function forkProcess(options: StartFunctionOptions): ChildProcess {
  const { environment, port = 0, timeoutMillis, requiresApiKey = false, tls = false } = options;
  const processArguments: FunctionProcessArguments = {
    bundle: FUNCTION_BUNDLE,
    port,
    timeoutMillis: timeoutMillis ?? MAX_LAMBDA_TIMEOUT_MILLIS,
    authorizerBundle: requiresApiKey ? AUTHORIZER_BUNDLE : undefined,
    tls,
  };
  return fork(FUNCTION_PROCESS, [JSON.stringify(processArguments)], {
    env: { PATH: process.env['PATH'] ?? '', ...QUIET_SDK, ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function readLogLines(child: ChildProcess, onLogLine: (line: string) => void): void {
  for (const input of [child.stdout, child.stderr]) {
    if (input !== null) createInterface({ input }).on('line', onLogLine);
  }
}

async function readFirstMessage(child: ChildProcess): Promise<FunctionProcessMessage> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the function's process ended with ${code}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  await exited;
}
