import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ChildOptions {
  /** TypeScript or JavaScript. */
  readonly script: string;
  readonly scriptArguments?: readonly string[];
  /** Further options of Node.js. */
  readonly nodeOptions?: readonly string[];
  /** The process has these variables and PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether its standard error is discarded. */
  readonly isMuted?: boolean;
}

/** Resources that a process has used since its start. */
export interface Usage {
  readonly cpuMicros: number;
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

const REPORT_USAGE = join(__dirname, 'report-usage.cjs');

/** A process that answers one question after another. Its standard output is discarded. */
export class Child {
  readonly #process: ChildProcess;

  constructor({ script, scriptArguments, environment, nodeOptions, isMuted }: ChildOptions) {
    const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
    this.#process = fork(script, scriptArguments ?? [], {
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
      },
      execArgv: ['--require', REPORT_USAGE, ...loader, ...(nodeOptions ?? [])],
      stdio: ['ignore', 'ignore', isMuted === true ? 'ignore' : 'inherit', 'ipc'],
    });
  }

  /** @throws Error if the process ends, or answers with an error */
  async ask<Answer, Question extends { readonly kind: string } = { readonly kind: string }>(
    question: Question,
  ): Promise<Answer> {
    const answer = this.nextMessage<Answer>();
    this.#process.send(question);
    return answer;
  }

  readUsage(): Promise<Usage> {
    return this.ask<Usage>({ kind: 'usage' });
  }

  /** Rejects when the process ends. */
  get ended(): Promise<never> {
    return once(this.#process, 'exit').then(([code]) => {
      throw new Error(`a process of the benchmark ended with ${code}`);
    });
  }

  async nextMessage<Message>(): Promise<Message> {
    const settled = new AbortController();
    const { signal } = settled;
    const ended = once(this.#process, 'exit', { signal }).then(([code]) => {
      throw new Error(`a process of the benchmark ended with ${code}`);
    });
    try {
      const [message] = await Promise.race([once(this.#process, 'message', { signal }), ended]);
      if (message.error !== undefined) throw new Error(message.error);
      return message;
    } finally {
      ended.catch(() => {});
      settled.abort();
    }
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}
