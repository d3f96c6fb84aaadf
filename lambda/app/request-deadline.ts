import type { Writable } from 'node:stream';
import { RouterError } from '../core/errors/router-error';
import type { Deadline } from './ports';

/** Left of the function's time for answering and for logs. */
const MARGIN_MILLIS = 500;
/** No more than this part of it is left for what else comes after the answer. */
const LARGEST_MARGIN = 1 / 4;

export interface BudgetLimits {
  /** Until the function is stopped. */
  readonly remainingMillis: number;
  /** The most that one request may take. */
  readonly requestTimeoutMillis: number;
  /** What is to be left of the function's time after the answer; half a second where left out. */
  readonly marginMillis?: number | undefined;
}

/** How long a request may go on: until its time is up or its client is gone. */
export class RequestDeadline implements Deadline {
  readonly #controller = new AbortController();
  #endsAt: number;
  #timer: NodeJS.Timeout;

  /** @param client a stream that closes unfinished when nobody waits for the answer any more */
  constructor(limits: BudgetLimits, client?: Writable) {
    const millis = Math.max(
      0,
      Math.min(limits.remainingMillis - findMargin(limits), limits.requestTimeoutMillis),
    );
    this.#endsAt = performance.now() + millis;
    this.#timer = this.#endAfter(millis);
    if (client?.destroyed) this.#end(clientGone());
    client?.once('close', () => {
      if (!client.writableFinished) this.#end(clientGone());
    });
  }

  /** Aborted with a RouterError as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  remainingMillis(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  shorten(millis: number): void {
    if (millis >= this.remainingMillis()) return;
    clearTimeout(this.#timer);
    this.#endsAt = performance.now() + millis;
    this.#timer = this.#endAfter(millis);
  }

  /** The request is over: its timer must not keep the environment busy. */
  release(): void {
    clearTimeout(this.#timer);
  }

  #endAfter(millis: number): NodeJS.Timeout {
    return setTimeout(() => this.#end(timedOut(millis)), millis);
  }

  #end(reason: RouterError): void {
    this.#controller.abort(reason);
  }
}

function findMargin({ remainingMillis, marginMillis = MARGIN_MILLIS }: BudgetLimits): number {
  return Math.min(marginMillis, Math.max(MARGIN_MILLIS, remainingMillis * LARGEST_MARGIN));
}

function timedOut(millis: number): RouterError {
  return new RouterError('timed-out', `the request did not end within its ${millis / 1000} s`);
}

export function clientGone(): RouterError {
  return new RouterError('client-gone', 'the client closed the connection');
}
