import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Usage } from './child';

/** A process that answers one question after another, each a line of JSON. */
export class LineChild {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, words: readonly string[], environment: Record<string, string>) {
    this.#process = spawn(program, words, {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error if the process ends, or answers with an error */
  async ask<Answer, Question extends { readonly kind: string } = { readonly kind: string }>(
    question: Question,
  ): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    return this.nextMessage<Answer>();
  }

  readUsage(): Promise<Usage> {
    return this.ask<Usage>({ kind: 'usage' });
  }

  async nextMessage<Message>(): Promise<Message> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error('a process of the benchmark ended');
      // Libraries may print.
      if (!value.startsWith('{')) continue;
      const message = JSON.parse(value);
      if (message.error !== undefined) throw new Error(message.error);
      return message;
    }
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}
