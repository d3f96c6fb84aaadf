import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import type { BedrockOperation } from '../operation';
import type { StreamException } from '../wire/event-stream-frame';

/** Failures that are answered as an error before any reply. */
export const ERROR_KINDS = [
  'throttle',
  'unavailable',
  'internal',
  'timeout',
  'not-ready',
  'model-error',
  'access-denied',
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/**
 * Where a connection is cut: before any byte of the answer; halfway through the body, which in a stream is
 * inside a frame; in a stream after a whole frame, without the events that close it.
 */
export const CUT_POINTS = ['before-reply', 'mid-reply', 'between-frames'] as const;

export type CutPoint = (typeof CUT_POINTS)[number];

export type Failure =
  | { readonly kind: ErrorKind; readonly message?: string }
  /** Adds real time before the first byte, whatever the scale of the simulated latency. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'cut';
      readonly at: CutPoint;
      /** Ends a stream as if it were complete, instead of breaking the connection. */
      readonly cleanly?: boolean;
    }
  /** An error as an event, after the first delta. */
  | {
      readonly kind: 'stream-error';
      /** As the first event, with nothing before it but the status 200. */
      readonly opening?: boolean;
      /** `throttlingException` where left out. */
      readonly exception?: StreamException;
      readonly message?: string;
    }
  /** Serves another tier than asked for, `default` where left out. */
  | { readonly kind: 'downgrade'; readonly servedTier?: string };

/** Which calls fail, and how often. Without `times` and `rate`: the next one. */
export interface FailureScope {
  /** Exactly as in the request, decoded. */
  readonly modelId?: string;
  /** As asked for; `default` where none was. */
  readonly tier?: ServiceTier;
  readonly operation?: BedrockOperation;
  /** The next so many calls. */
  readonly times?: number;
  /** This share of all calls, 0 to 1, until the plan is cleared. */
  readonly rate?: number;
}

export type FailureRule = Failure & FailureScope;

export type FailureKind = Failure['kind'];
