import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { composeBenchEnvironment } from '../contenders/function-environment';

/** Milliseconds of the parts of one cold start, in their order. */
export interface ColdStart {
  /** Start of Node.js until its first line of code. */
  readonly node: number;
  readonly load: number;
  /** A request that waits for the mapping from Parameter Store. */
  readonly firstMapping: number;
  readonly firstRequest: number;
  /** Loaded by the first request of a caller with a budget only. */
  readonly budgetClients: number;
}

const START_PROCESS = join(__dirname, 'start-process.cjs');

/** Starts the function in a fresh process and sends it two requests. */
export function timeStart(bundle: string, upstreamUrl: string): ColdStart {
  return runFresh(['start', bundle], composeBenchEnvironment(upstreamUrl));
}

/** Milliseconds that a fresh process takes to load a file. */
export function timeLoad(file: string): number {
  const nowhere = 'http://127.0.0.1:9';
  return runFresh<Pick<ColdStart, 'load'>>(['load', file], composeBenchEnvironment(nowhere)).load;
}

function runFresh<Times>(processArguments: readonly string[], environment: object): Times {
  const printed = execFileSync(process.execPath, [START_PROCESS, ...processArguments], {
    env: {
      PATH: process.env['PATH'],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // The function's log precedes it.
  return JSON.parse(printed.toString().trimEnd().split('\n').at(-1) ?? '');
}
