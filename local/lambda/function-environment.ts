import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { QUIET_SDK } from '../compose-local-client';
import type { DurableEvent } from './durable/execution';
import type { Invocation, InvocationOutcome } from './environment-process';
import { DIST, MAX_LAMBDA_TIMEOUT_MILLIS } from './start-function';

export interface EnvironmentOptions {
  readonly bundle: string;
  /** The environment variables of the function. The process has no others except `PATH`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Called with each line that the function writes to its standard output or error. */
  readonly onLogLine: (line: string) => void;
}

/** A process that runs one invocation at a time, as an environment of Lambda does. */
export class FunctionEnvironment {
  readonly #child: ChildProcess;
  /** Of the invocation that runs, or ran last. */
  #event: unknown;

  readonly ended: Promise<unknown>;

  constructor({ bundle, variables, onLogLine }: EnvironmentOptions) {
    this.#child = fork(join(DIST, 'local', 'environment-process.js'), [bundle], {
      env: { PATH: process.env['PATH'] ?? '', ...QUIET_SDK, ...variables },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = once(this.#child, 'exit');
    for (const input of [this.#child.stdout, this.#child.stderr]) {
      if (input !== null) createInterface({ input }).on('line', onLogLine);
    }
  }

  get isAlive(): boolean {
    return (
      this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected
    );
  }

  /** Of the invocation that runs, or ran last: the event, if its function is durable. */
  get durableEvent(): DurableEvent | undefined {
    return isDurable(this.#event) ? this.#event : undefined;
  }

  /** Runs an invocation. It rejects if the handler throws, or the process ends. */
  async invoke(event: unknown, clockShiftMillis: number): Promise<unknown> {
    this.#event = event;
    const invocation: Invocation = {
      event,
      clockShiftMillis,
      timeoutMillis: MAX_LAMBDA_TIMEOUT_MILLIS,
    };
    const answered = once(this.#child, 'message');
    this.#child.send(invocation, () => {});
    const ended = this.ended.then(() => Promise.reject(new Error('the environment ended')));
    const [outcome]: InvocationOutcome[] = await Promise.race([answered, ended]);
    if (outcome !== undefined && 'result' in outcome) return outcome.result;
    throw new Error(outcome?.error);
  }

  /** Ends the process at once, as `kill -9` does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.ended;
  }
}

function isDurable(event: unknown): event is DurableEvent {
  return typeof event === 'object' && event !== null && 'DurableExecutionArn' in event;
}
