import type { IncomingMessage, RequestListener } from 'node:http';
import type { ConsolePage } from '../../console/page/console-page';
import { makeSecretPath } from '../../console/page/secret-path';
import type { LocalConsoleOptions } from './open-console-page';

const ROOT = '/_local/console/';

/** The console of the local router. Its code and clients are loaded when somebody looks at it. */
export class LocalConsole {
  /** Has a token of this run, which nobody can guess. */
  readonly path = makeSecretPath(ROOT);
  #options: Omit<LocalConsoleOptions, 'path' | 'metrics'> | undefined;
  #page: Promise<ConsolePage> | undefined;

  constructor(private readonly metrics: LocalConsoleOptions['metrics']) {}

  /** Shows a router. */
  open(options: Omit<LocalConsoleOptions, 'path' | 'metrics'>): void {
    this.#options = options;
  }

  accepts({ url = '' }: IncomingMessage): boolean {
    return this.#options !== undefined && url.startsWith(ROOT);
  }

  readonly listener: RequestListener = (request, response) => {
    this.#load()?.then(({ listener }) => listener(request, response));
  };

  #load(): Promise<ConsolePage> | undefined {
    const options = this.#options && { ...this.#options, path: this.path, metrics: this.metrics };
    this.#page ??=
      options && import('./open-console-page').then((module) => module.openConsolePage(options));
    return this.#page;
  }
}
