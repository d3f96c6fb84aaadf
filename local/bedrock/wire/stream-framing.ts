import type { Failure } from '../failures/failure-rule';
import type { StreamEvent } from './completion';

/** How a stream is encoded. */
export interface StreamFraming {
  readonly contentType: string;
  /** Encodes an event in the form that a failure asks for; undefined if it leaves the event out. */
  frame(event: StreamEvent, failure: Failure | undefined): Uint8Array | undefined;
  /** Encodes an error that ends a stream after the HTTP status 200. */
  frameError(failure: StreamError): Uint8Array;
}

export type StreamError = Extract<Failure, { readonly kind: 'stream-error' }>;

export const SIMULATED_ERROR = 'Simulated failure inside a stream.';
