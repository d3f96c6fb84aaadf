import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { composeBenchEnvironment } from '../contenders/function-environment';

/** Milliseconds of one cold start, each part after the one before it. */
export interface ColdStart {
  /** Until Node.js runs the first line. */
  readonly node: number;
  readonly load: number;
  /** Until the mapping has been read from Parameter Store. */
  readonly firstMapping: number;
  readonly firstRequest: number;
  /** Which only the first request of a caller with a budget loads. */
  readonly budgetClients: number;
}

const START_PROCESS = join(__dirname, 'start-process.cjs');

/** Starts the function in a fresh process and lets it answer twice. */
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
  // The function's log comes before.
  return JSON.parse(printed.toString().trimEnd().split('\n').at(-1) ?? '');
}
