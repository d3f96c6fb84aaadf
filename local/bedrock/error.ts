import type { JsonObject } from '../../lambda/core/json/json-object';

/** HTTP status by exception, as in the API model of Bedrock. The last three are exceptions of the protocol. */
const STATUS_BY_EXCEPTION = {
  AccessDeniedException: 403,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  ValidationException: 400,
  MethodNotAllowedException: 405,
  SerializationException: 400,
  UnknownOperationException: 404,
} as const;

export type ExceptionName = keyof typeof STATUS_BY_EXCEPTION;

/** An error response of Bedrock. */
export class BedrockError extends Error {
  override readonly name = 'BedrockError';

  /** @param members further members of the error body, e.g. `originalStatusCode` */
  constructor(
    readonly exception: ExceptionName,
    message: string,
    readonly members: JsonObject = {},
  ) {
    super(message);
  }

  get status(): number {
    return STATUS_BY_EXCEPTION[this.exception];
  }

  /**
   * The value of `x-amzn-errortype`. Bedrock appends a colon and a namespace, which clients remove.
   */
  get errorType(): string {
    return `${this.exception}:http://internal.amazon.com/coral/com.amazon.bedrock/`;
  }

  /** The response to an unknown path has another shape, without a message. */
  get body(): JsonObject {
    if (this.exception === 'UnknownOperationException') {
      return {
        Output: { __type: 'com.amazon.coral.service#UnknownOperationException' },
        Version: '1.0',
      };
    }
    return { message: this.message, ...this.members };
  }
}

/** How an operation writes an error. */
export type ErrorFormat = (error: BedrockError) => ErrorResponse;

export interface ErrorResponse {
  readonly body: JsonObject;
  readonly headers: Record<string, string>;
}

export function formatAwsError({ body, errorType }: BedrockError): ErrorResponse {
  return { body, headers: { 'x-amzn-ErrorType': errorType } };
}

export function invalid(message: string): BedrockError {
  return new BedrockError('ValidationException', message);
}

/**
 * An error with AWS's message for a violated constraint of the API model.
 *
 * @param value quoted, or `null`; undefined if the value is too long for a message
 */
export function violatedConstraint(
  value: string | undefined,
  member: string,
  constraint: string,
): BedrockError {
  const subject = value === undefined ? 'Value' : `Value ${value}`;
  return invalid(
    `1 validation error detected: ${subject} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** An error with the message of the invoke operations for a body that is not in the model's format. */
export function malformedInput(violation: string): BedrockError {
  return invalid(
    `Malformed input request: ${violation}, please reformat your input and try again.`,
  );
}
