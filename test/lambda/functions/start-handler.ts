import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BundleName } from '../../../lib/functions/function-bundle';

/** What a function did with an event: answered it, or threw an error with this message. */
export type Verdict = { readonly answer: unknown } | { readonly refusal: string };

export interface RunningHandler {
  ask(event: object): Promise<Verdict>;
  /** Everything that it wrote to its log since it began. */
  log(): string;
  close(): Promise<void>;
}

/** The bundle that is deployed, in a process of its own with nothing in its environment but what is given. */
export function startHandler(
  bundle: Exclude<BundleName, 'function'>,
  environment: Readonly<Record<string, string>> = {},
): RunningHandler {
  const file = join(__dirname, '..', '..', '..', 'dist', bundle, 'index.js');
  const child = fork(join(__dirname, 'handler-process.cjs'), [file], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  return {
    ask: async (event) => {
      child.send(event);
      const [verdict] = await once(child, 'message');
      return verdict;
    },
    log: () => written,
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}
