import {
  type BedrockError,
  type ErrorFormat,
  type ErrorResponse,
  type ExceptionName,
  formatAwsError,
} from '../error';

interface OpenaiErrorKind {
  readonly type: string;
  readonly code: string;
}

const INVALID: OpenaiErrorKind = { type: 'invalid_request_error', code: 'validation_error' };

/**
 * The first two rows were seen in live Bedrock, which also leaves `param` at null. The others are OpenAI's where OpenAI has a
 * word for them, because Bedrock's are unknown.
 */
const KIND_BY_EXCEPTION: Readonly<Record<ExceptionName, OpenaiErrorKind>> = {
  ValidationException: INVALID,
  ResourceNotFoundException: { type: 'not_found_error', code: 'model_not_found' },
  SerializationException: INVALID,
  MethodNotAllowedException: { type: 'invalid_request_error', code: 'method_not_allowed' },
  UnknownOperationException: { type: 'invalid_request_error', code: 'unknown_url' },
  AccessDeniedException: { type: 'permission_error', code: 'access_denied' },
  ModelTimeoutException: { type: 'timeout_error', code: 'model_timeout' },
  ModelErrorException: { type: 'model_error', code: 'model_error' },
  ModelNotReadyException: { type: 'rate_limit_error', code: 'model_not_ready' },
  ThrottlingException: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  InternalServerException: { type: 'server_error', code: 'internal_server_error' },
  ServiceUnavailableException: {
    type: 'service_unavailable_error',
    code: 'service_unavailable',
  },
};

/** The error object of OpenAI's APIs. */
export interface OpenaiError extends OpenaiErrorKind {
  readonly message: string;
  readonly param: null;
}

export function describeError(exception: ExceptionName, message: string): OpenaiError {
  return { message, param: null, ...KIND_BY_EXCEPTION[exception] };
}

/** Writes errors in OpenAI's shape. Bedrock responds to an unknown path as it does elsewhere. */
export const formatOpenaiError: ErrorFormat = (error: BedrockError): ErrorResponse => {
  if (error.exception === 'UnknownOperationException') return formatAwsError(error);
  return { body: { error: describeError(error.exception, error.message) }, headers: {} };
};
