import type { Writable } from 'node:stream';
import { RouterError } from '../core/errors/router-error';
import { TIMES } from '../core/settings/times';

/** When a request has to end: at the end of its time, or when its client leaves. */
export interface Deadline {
  /** Aborted when the request has to end; its reason is a RouterError. */
  readonly signal: AbortSignal;
  remainingMillis(): number;
  /** The time for work after the answer: until Lambda stops the function, less the time to exit. */
  remainingFunctionMillis(): number;
  /** Limits the rest of the time, as the caller asks. A longer time than is left changes nothing. */
  shorten(millis: number): void;
  /** Whether the caller's own limit is in force. */
  readonly isShortened: boolean;
  /**
   * Notes that a stream flows. From the first time on, the request's own limit is for its silence. The function's time and
   * {@link shorten} still limit the whole.
   */
  noteProgress(): void;
}

/** The deadline of a request that is under way. */
export interface RunningDeadline extends Deadline {
  /** Stops the timer, which would keep the environment busy after the request. */
  release(): void;
}

export interface TimeLimits {
  /** Until Lambda stops the function. */
  readonly remainingMillis: number;
  /** The most that one request may take until its answer begins, and the most that a stream may be silent. */
  readonly requestTimeoutMillis: number;
  /** The function's time that is kept for the work after the answer; {@link TIMES.marginMillis} by default. */
  readonly marginMillis?: number | undefined;
}

/** No more than this part of the function's time is kept for the work after the answer. */
const LARGEST_MARGIN = 1 / 4;

/** @param client the response stream, which closes unfinished if the client leaves */
export function startDeadline(limits: TimeLimits, client?: Writable): RunningDeadline {
  const controller = new AbortController();
  const functionMillis = findFunctionMillis(limits);
  const exitsAt = performance.now() + limits.remainingMillis - TIMES.exitMillis;
  let lastsUntil = performance.now() + functionMillis;
  let endsAt = 0;
  let isShortened = false;
  let timer: NodeJS.Timeout | undefined;
  let silence: NodeJS.Timeout | undefined;
  const start = (millis: number) => {
    clearTimeout(timer);
    endsAt = performance.now() + millis;
    timer = setTimeout(() => controller.abort(timedOut(millis)), millis);
  };
  const remainingMillis = () => Math.max(0, endsAt - performance.now());
  start(Math.min(functionMillis, limits.requestTimeoutMillis));
  if (client?.destroyed) controller.abort(clientGone());
  client?.once('close', () => {
    if (!client.writableFinished) controller.abort(clientGone());
  });
  return {
    signal: controller.signal,
    remainingMillis,
    remainingFunctionMillis: () => Math.max(0, exitsAt - performance.now()),
    shorten: (millis) => {
      lastsUntil = Math.min(lastsUntil, performance.now() + millis);
      if (millis >= remainingMillis()) return;
      isShortened = true;
      start(millis);
    },
    get isShortened() {
      return isShortened;
    },
    noteProgress: () => {
      if (silence !== undefined) return void silence.refresh();
      start(Math.max(0, lastsUntil - performance.now()));
      silence = limitSilence(controller, limits);
    },
    release: () => {
      clearTimeout(timer);
      clearTimeout(silence);
    },
  };
}

function limitSilence(
  controller: AbortController,
  { requestTimeoutMillis }: TimeLimits,
): NodeJS.Timeout {
  const millis = Math.min(requestTimeoutMillis, TIMES.longestStreamSilenceMillis);
  return setTimeout(() => controller.abort(tooSilent(millis)), millis);
}

function findFunctionMillis(limits: TimeLimits): number {
  return Math.max(0, limits.remainingMillis - findMargin(limits));
}

function findMargin({ remainingMillis, marginMillis = TIMES.marginMillis }: TimeLimits): number {
  return Math.min(marginMillis, Math.max(TIMES.marginMillis, remainingMillis * LARGEST_MARGIN));
}

function timedOut(millis: number): RouterError {
  return new RouterError('timed-out', `the request did not end within its ${millis / 1000} s`);
}

function tooSilent(millis: number): RouterError {
  return new RouterError('timed-out', `nothing of the stream moved for ${millis / 1000} s`);
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
