import type { Writable } from 'node:stream';
import { RouterError } from '../core/router-error';

/** Left of the function's time for answering and for logs. */
const MARGIN_MILLIS = 500;

export interface BudgetLimits {
  /** Until the function is stopped. */
  readonly remainingMillis: number;
  /** The most that one request may take. */
  readonly requestTimeoutMillis: number;
}

/** How long a request may go on: until its time is up or its client is gone. */
export class RequestBudget {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(limits: BudgetLimits, responseStream: Writable) {
    const millis = Math.max(
      0,
      Math.min(limits.remainingMillis - MARGIN_MILLIS, limits.requestTimeoutMillis),
    );
    this.#timer = setTimeout(() => this.#end(timedOut(millis)), millis);
    responseStream.once('close', () => {
      if (!responseStream.writableFinished) this.#end(clientGone());
    });
  }

  /** Aborted with a RouterError as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The request is over: its timer must not keep the environment busy. */
  release(): void {
    clearTimeout(this.#timer);
  }

  #end(reason: RouterError): void {
    this.#controller.abort(reason);
  }
}

function timedOut(millis: number): RouterError {
  return new RouterError(
    'timed-out',
    `the request did not end within its ${Math.round(millis / 1000)} s`,
  );
}

export function clientGone(): RouterError {
  return new RouterError('client-gone', 'the client closed the connection');
}
