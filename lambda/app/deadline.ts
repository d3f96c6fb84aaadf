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
  /** Limits the whole request, as the caller or the operation's settings ask. A longer time changes nothing. */
  shorten(millis: number): void;
  /** Limits the silence of a stream that flows. A longer time than the function allows changes nothing. */
  shortenSilence(millis: number): void;
  /** Whether such a limit of the whole is in force. */
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
  const startedAt = performance.now();
  const exitsAt = startedAt + limits.remainingMillis - TIMES.exitMillis;
  let longestMillis = functionMillis;
  let endsAt = 0;
  let isShortened = false;
  let silenceMillis = Math.min(limits.requestTimeoutMillis, TIMES.longestStreamSilenceMillis);
  let timer: NodeJS.Timeout | undefined;
  let silence: NodeJS.Timeout | undefined;
  const remainingMillis = () => Math.max(0, endsAt - performance.now());
  const start = (millis: number) => {
    clearTimeout(timer);
    endsAt = startedAt + millis;
    timer = setTimeout(() => controller.abort(timedOut(millis)), remainingMillis());
  };
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
      longestMillis = Math.min(longestMillis, millis);
      if (startedAt + millis >= endsAt) return;
      isShortened = true;
      start(millis);
    },
    shortenSilence: (millis) => {
      silenceMillis = Math.min(silenceMillis, millis);
    },
    get isShortened() {
      return isShortened;
    },
    noteProgress: () => {
      if (silence !== undefined) return void silence.refresh();
      start(longestMillis);
      silence = setTimeout(() => controller.abort(tooSilent(silenceMillis)), silenceMillis);
    },
    release: () => {
      clearTimeout(timer);
      clearTimeout(silence);
    },
  };
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

/** Aborted after the time, at once if it is over. `AbortSignal.timeout` itself throws for parts of a millisecond. */
export function abortAfter(millis: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.floor(millis)));
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
