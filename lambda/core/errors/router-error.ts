/**
 * The errors of the router itself, with the answer to each. Bedrock's own errors pass through. The exception names are
 * Bedrock's, so that AWS SDKs raise their own classes.
 */
export const ROUTER_ERRORS = {
  'invalid-model-id': { status: 400, exception: 'ValidationException' },
  'invalid-route': { status: 400, exception: 'ValidationException' },
  'invalid-body': { status: 400, exception: 'ValidationException' },
  'invalid-tier': { status: 400, exception: 'ValidationException' },
  'invalid-header': { status: 400, exception: 'ValidationException' },
  /** The function was invoked with an event that it is not deployed for. */
  'invalid-event': { status: 400, exception: 'ValidationException' },
  /** An image or document in S3 that the model needs as bytes cannot be inlined. Only the LambdaHook inlines media. */
  'invalid-media': { status: 400, exception: 'ValidationException' },
  'conflicting-tiers': { status: 400, exception: 'ValidationException' },
  'tier-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  'model-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  /** The request has no API key, or the key has no valid policy. */
  'unknown-caller': { status: 403, exception: 'AccessDeniedException' },
  /** The caller's policy does not allow the request. */
  'caller-not-allowed': { status: 403, exception: 'AccessDeniedException' },
  /** A route or a model ID names a connection that the deploy does not declare. */
  'unknown-connection': { status: 400, exception: 'ValidationException' },
  /** No candidate of the request speaks the API that was called. */
  'unknown-operation': { status: 404, exception: 'ResourceNotFoundException' },
  'unknown-path': { status: 404, exception: 'UnknownOperationException' },
  'method-not-allowed': { status: 405, exception: 'UnknownOperationException' },
  'unsupported-media-type': { status: 415, exception: 'UnsupportedMediaTypeException' },
  'timed-out': { status: 408, exception: 'ModelTimeoutException' },
  'client-gone': { status: 499, exception: 'RequestAbortedException' },
  /** Bedrock ended a stream too early. Status and exception are for the log, because the answer has begun. */
  'stream-broken': { status: 502, exception: 'ModelStreamErrorException' },
  'budget-exceeded': { status: 429, exception: 'ThrottlingException' },
  'callers-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  'budget-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  'mapping-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  /** The credentials of a connection could not be had, so that Bedrock was not called. */
  'connection-failed': { status: 503, exception: 'ServiceUnavailableException' },
  'bedrock-unreachable': { status: 503, exception: 'ServiceUnavailableException' },
  /** S3 does not answer, or throttles. */
  'media-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  /** The job does not exist, has expired or is another caller's. */
  'unknown-job': { status: 404, exception: 'ResourceNotFoundException' },
  /** The caller has submitted another request with the same job key. */
  'job-conflict': { status: 409, exception: 'ConflictException' },
  /** The bucket of jobs or Lambda does not answer, or denies access. */
  'jobs-unavailable': { status: 503, exception: 'ServiceUnavailableException' },
  /** Bedrock's answer broke off before any of it was passed on. */
  'reply-broken': { status: 503, exception: 'ServiceUnavailableException' },
} as const;

export type RouterErrorCode = keyof typeof ROUTER_ERRORS;

export interface RouterErrorDetails {
  /** For the log only, never sent. */
  readonly cause?: unknown;
  /** For `method-not-allowed`: the methods of the path. */
  readonly allowedMethods?: readonly string[];
  /** Whole seconds after which to ask again, if the error itself knows them. */
  readonly retryAfterSeconds?: number;
  /** For `budget-exceeded`: when the next period begins, as an ISO time. */
  readonly budgetResetsAt?: string;
}

/** A refusal or failure of the router. Its message is safe to show to the caller. */
export class RouterError extends Error {
  override readonly name = 'RouterError';
  readonly allowedMethods: readonly string[];
  readonly retryAfterSeconds: number | undefined;
  readonly budgetResetsAt: string | undefined;

  /** @param message what is wrong, the value received, the values allowed */
  constructor(
    readonly code: RouterErrorCode,
    message: string,
    details: RouterErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.allowedMethods = details.allowedMethods ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.budgetResetsAt = details.budgetResetsAt;
  }
}
