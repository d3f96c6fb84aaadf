/**
 * Everything the router itself may refuse or fail at, with the answer it gives.
 * Bedrock's own errors pass through and are none of these. The exception names are Bedrock's,
 * so that AWS SDKs raise their own classes.
 */
export const ROUTER_ERRORS = {
  'invalid-model-id': { status: 400, exception: 'ValidationException' },
  'invalid-route': { status: 400, exception: 'ValidationException' },
  'invalid-body': { status: 400, exception: 'ValidationException' },
  'invalid-tier': { status: 400, exception: 'ValidationException' },
  'invalid-header': { status: 400, exception: 'ValidationException' },
  /** The function was invoked with something else than it is deployed for. */
  'invalid-event': { status: 400, exception: 'ValidationException' },
  'conflicting-tiers': { status: 400, exception: 'ValidationException' },
  'tier-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  'model-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  /** The API key has no policy. */
  'unknown-caller': { status: 403, exception: 'AccessDeniedException' },
  /** The caller's policy does not allow it. */
  'caller-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  'unknown-operation': { status: 404, exception: 'ResourceNotFoundException' },
  'unknown-path': { status: 404, exception: 'UnknownOperationException' },
  'method-not-allowed': { status: 405, exception: 'UnknownOperationException' },
  'timed-out': { status: 408, exception: 'ModelTimeoutException' },
  'client-gone': { status: 499, exception: 'RequestAbortedException' },
  /** Bedrock ended a stream before its end. Status and exception are for the log: the answer has begun already. */
  'stream-broken': { status: 502, exception: 'ModelStreamErrorException' },
  'budget-exceeded': { status: 429, exception: 'ThrottlingException' },
  'callers-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  'budget-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  'mapping-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  'bedrock-unreachable': { status: 503, exception: 'ServiceUnavailableException' },
  /** Bedrock worked, and what it had to say broke off before anything of it was passed on. */
  'reply-broken': { status: 503, exception: 'ServiceUnavailableException' },
} as const;

export type RouterErrorCode = keyof typeof ROUTER_ERRORS;

export interface RouterErrorDetails {
  /** For the log only, never sent. */
  readonly cause?: unknown;
  /** For `method-not-allowed`: what the path does take. */
  readonly allowedMethods?: readonly string[];
  /** For `budget-exceeded`: whole seconds until there is money again. */
  readonly retryAfterSeconds?: number;
}

/** A refusal or failure of the router, in words that are safe to show to the caller. */
export class RouterError extends Error {
  override readonly name = 'RouterError';
  readonly allowedMethods: readonly string[];
  readonly retryAfterSeconds: number | undefined;

  /** @param message what is wrong, the value received, the values allowed */
  constructor(
    readonly code: RouterErrorCode,
    message: string,
    details: RouterErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.allowedMethods = details.allowedMethods ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
