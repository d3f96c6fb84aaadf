import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import type { BedrockOperation } from '../operation';
import type { StreamException } from '../wire/event-stream-frame';

/** Failures that are an error response instead of a reply. */
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
 * Where a connection is cut: before the first byte; halfway through the body, which in a stream is inside a frame; or
 * after a whole frame of a stream, without the events that close it.
 */
export const CUT_POINTS = ['before-reply', 'mid-reply', 'between-frames'] as const;

export type CutPoint = (typeof CUT_POINTS)[number];

export type Failure =
  | { readonly kind: ErrorKind; readonly message?: string }
  /** Adds real time before the first byte, whatever the scale of the simulated latency. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Accepts the request and never responds. */
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
      /** As the first event, after nothing but the status 200. */
      readonly opening?: boolean;
      /** `throttlingException` if left out. */
      readonly exception?: StreamException;
      readonly message?: string;
    }
  /** Serves another tier than requested, `default` if left out. */
  | { readonly kind: 'downgrade'; readonly servedTier?: string };

/** Which calls fail, and how many. Without `times` and `rate`: the next one. */
export interface FailureScope {
  /** Exactly as in the request, decoded. */
  readonly modelId?: string;
  /** The requested tier; `default` if none was. */
  readonly tier?: ServiceTier;
  readonly operation?: BedrockOperation;
  /** The number of calls that fail. */
  readonly times?: number;
  /** The share of calls that fail, from 0 to 1, until the plan is cleared. */
  readonly rate?: number;
}

export type FailureRule = Failure & FailureScope;

export type FailureKind = Failure['kind'];
