import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { composeBenchEnvironment } from '../contenders/function-environment';

/** How long a part of a start took. */
export interface PartTime {
  readonly millis: number;
  readonly cpuMillis: number;
}

/** The parts of one cold start, in their order. */
export interface ColdStart {
  /** Start of Node.js until its first line of code. */
  readonly node: PartTime;
  readonly load: PartTime;
  /** A request that waits for the mapping from Parameter Store. */
  readonly firstMapping: PartTime;
  readonly firstRequest: PartTime;
  /** Of the requests after the first, up to a number of them. Empty unless they were asked for. */
  readonly requests: readonly { readonly upTo: number; readonly cpuMicros: number }[];
  /** Loaded by the first request of a caller with a budget only. */
  readonly budgetClients: PartTime;
}

const START_PROCESS = join(__dirname, 'start-process.cjs');
/** The descriptor to which the process writes its result. */
const RESULT = 3;

/**
 * Starts the function in a fresh process.
 *
 * @param kind `start` sends it two requests, `requests` a thousand more, `direct` only one, which waits for the mapping
 */
export function timeStart(
  kind: 'start' | 'requests' | 'direct',
  bundle: string,
  upstreamUrl: string,
): ColdStart {
  return runFresh([kind, bundle], composeBenchEnvironment(upstreamUrl));
}

/** Milliseconds that a fresh process takes to load a file. */
export function timeLoad(file: string): number {
  const nowhere = 'http://127.0.0.1:9';
  const environment = composeBenchEnvironment(nowhere);
  return runFresh<Pick<ColdStart, 'load'>>(['load', file], environment).load.millis;
}

function runFresh<Times>(processArguments: readonly string[], environment: object): Times {
  const { output, stderr } = spawnSync(process.execPath, [START_PROCESS, ...processArguments], {
    env: {
      PATH: process.env['PATH'],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const result = output[RESULT]?.toString() ?? '';
  if (result === '') throw new Error(`the function did not start: ${stderr}`);
  return JSON.parse(result);
}
