import type { Writable } from 'node:stream';
import { RouterError } from '../core/errors/router-error';
import { TIMES } from '../core/settings/times';

/** When a request has to end: at the end of its time, or when its client leaves. */
export interface Deadline {
  /** Aborted when the request has to end; its reason is a RouterError. */
  readonly signal: AbortSignal;
  remainingMillis(): number;
  /** Limits the rest of the time. A longer time than is left changes nothing. */
  shorten(millis: number): void;
}

/** The deadline of a request that is under way. */
export interface RunningDeadline extends Deadline {
  /** Stops the timer, which would keep the environment busy after the request. */
  release(): void;
}

export interface TimeLimits {
  /** Until Lambda stops the function. */
  readonly remainingMillis: number;
  /** The most that one request may take. */
  readonly requestTimeoutMillis: number;
  /** The function's time that is kept for the work after the answer; {@link TIMES.marginMillis} by default. */
  readonly marginMillis?: number | undefined;
}

/** No more than this part of the function's time is kept for the work after the answer. */
const LARGEST_MARGIN = 1 / 4;

/** @param client the response stream, which closes unfinished if the client leaves */
export function startDeadline(limits: TimeLimits, client?: Writable): RunningDeadline {
  const controller = new AbortController();
  let endsAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const start = (millis: number) => {
    clearTimeout(timer);
    endsAt = performance.now() + millis;
    timer = setTimeout(() => controller.abort(timedOut(millis)), millis);
  };
  const remainingMillis = () => Math.max(0, endsAt - performance.now());
  start(findMillis(limits));
  if (client?.destroyed) controller.abort(clientGone());
  client?.once('close', () => {
    if (!client.writableFinished) controller.abort(clientGone());
  });
  return {
    signal: controller.signal,
    remainingMillis,
    shorten: (millis) => {
      if (millis < remainingMillis()) start(millis);
    },
    release: () => clearTimeout(timer),
  };
}

function findMillis(limits: TimeLimits): number {
  const { remainingMillis, requestTimeoutMillis } = limits;
  return Math.max(0, Math.min(remainingMillis - findMargin(limits), requestTimeoutMillis));
}

function findMargin({ remainingMillis, marginMillis = TIMES.marginMillis }: TimeLimits): number {
  return Math.min(marginMillis, Math.max(TIMES.marginMillis, remainingMillis * LARGEST_MARGIN));
}

function timedOut(millis: number): RouterError {
  return new RouterError('timed-out', `the request did not end within its ${millis / 1000} s`);
}

export function clientGone(): RouterError {
  return new RouterError('client-gone', 'the client closed the connection');
}

/** Waits for the promise, but no longer than the signal allows. Rejects with the signal's reason. */
export function waitWithin<Result>(signal: AbortSignal, waiting: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
