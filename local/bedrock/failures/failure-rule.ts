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
  'retired',
  'legacy',
  'invalid',
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Status by kind of the failures that come from a gateway in front of the service, without an exception. */
export const GATEWAY_STATUSES = { 'bad-gateway': 502, 'gateway-timeout': 504 } as const;

export type GatewayKind = keyof typeof GATEWAY_STATUSES;

/**
 * The point at which a connection is cut: before the first byte; halfway through the body, or through a frame of a
 * stream; or after a complete frame of a stream, without its closing events.
 */
export const CUT_POINTS = ['before-reply', 'mid-reply', 'between-frames'] as const;

/**
 * Streams that are broken or lack something. `page` is an error page in place of a stream. `no-metadata` and `no-stop`
 * leave out the usage or the last event of ConverseStream and of OpenAI's streams; `long-metadata` is for ConverseStream.
 */
export const STREAM_FORMS = ['corrupt', 'page', 'long-metadata', 'no-metadata', 'no-stop'] as const;

export type StreamForm = (typeof STREAM_FORMS)[number];

type CutPoint = (typeof CUT_POINTS)[number];

export type Failure =
  | { readonly kind: ErrorKind; readonly message?: string }
  /** Adds real time before the first byte. The scale of the simulated latency does not affect it. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Accepts the request and never responds. */
  | { readonly kind: 'hang' }
  | { readonly kind: GatewayKind }
  /**
   * Closes a connection that has served a request before, instead of serving the next one: an idle connection that is
   * closed while a request is on its way. The journal does not have the request.
   */
  | { readonly kind: 'stale' }
  | {
      readonly kind: 'cut';
      readonly at: CutPoint;
      /** How long the call takes before the connection breaks; only with `before-reply`. */
      readonly milliseconds?: number;
      /** Ends a stream as if it were complete, instead of breaking the connection. */
      readonly cleanly?: boolean;
    }
  /** Sends an error as an event, after the first delta. */
  | {
      readonly kind: 'stream-error';
      /** Sends the error as the first event, directly after the status 200. */
      readonly opening?: boolean;
      /** @default throttlingException */
      readonly exception?: StreamException;
      readonly message?: string;
      /** Sends it as a message of the type `error`, with the exception in its code. */
      readonly unmodeled?: boolean;
    }
  /** Adds a header of each type to the frames of a stream. */
  | { readonly kind: 'typed-headers' }
  /** Leaves out the counts that Bedrock adds to an invoke reply, so that only the model's own body has them. */
  | { readonly kind: 'no-counts' }
  | { readonly kind: 'stream-form'; readonly form: StreamForm }
  | {
      readonly kind: 'downgrade';
      /**
       * The tier that serves the call instead of the requested one.
       * @default default
       */
      readonly servedTier?: string;
    };

/** Selects the calls that fail. Without `times` and `rate`, only the next matching call fails. */
export interface FailureScope {
  /** The decoded model ID of the request. */
  readonly modelId?: string;
  /** The requested tier; `default` if the request names none. */
  readonly tier?: ServiceTier;
  readonly operation?: BedrockOperation;
  /** The least length of the body. */
  readonly minBytes?: number;
  /** The number of calls that fail. */
  readonly times?: number;
  /** The share of calls that fail, from 0 to 1, until the plan is cleared. */
  readonly rate?: number;
}

export type FailureRule = Failure & FailureScope;

export type FailureKind = Failure['kind'];
