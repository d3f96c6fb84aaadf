import type { JsonObject } from '../../../lambda/core/json/json-object';
import { BedrockError, type ExceptionName } from '../error';
import { ERROR_KINDS, type ErrorKind, type Failure } from './failure-rule';

interface ErrorText {
  readonly exception: ExceptionName;
  readonly message: string;
  readonly members?: JsonObject;
}

const UNEXPECTED =
  'The system encountered an unexpected error during processing. Try your request again.';

/** Messages in Bedrock's wording. */
const ERROR_BY_KIND: Readonly<Record<ErrorKind, ErrorText>> = {
  throttle: {
    exception: 'ThrottlingException',
    message: 'Too many requests, please wait before trying again.',
  },
  unavailable: {
    exception: 'ServiceUnavailableException',
    message: 'Bedrock is unable to process your request.',
  },
  internal: { exception: 'InternalServerException', message: UNEXPECTED },
  timeout: {
    exception: 'ModelTimeoutException',
    message: 'Model has timed out in processing the request. Try your request again.',
  },
  'not-ready': {
    exception: 'ModelNotReadyException',
    message: 'The model specified in the request is not ready to serve inference requests.',
  },
  'model-error': {
    exception: 'ModelErrorException',
    message: UNEXPECTED,
    members: { originalStatusCode: 500, resourceName: 'simulated' },
  },
  'access-denied': {
    exception: 'AccessDeniedException',
    message: "You don't have access to the model with the specified model ID.",
  },
  retired: {
    exception: 'ResourceNotFoundException',
    message:
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  },
  legacy: {
    exception: 'AccessDeniedException',
    message:
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  },
  invalid: {
    exception: 'ValidationException',
    message: 'Malformed input request: #: simulated, please reformat your input and try again.',
  },
};

/** @throws BedrockError if the failure is an error response */
export function throwIfError(failure: Failure | undefined): void {
  const kind = ERROR_KINDS.find((candidate) => candidate === failure?.kind);
  if (kind === undefined || failure === undefined) return;
  const { exception, message, members } = ERROR_BY_KIND[kind];
  const ownMessage = 'message' in failure ? failure.message : undefined;
  throw new BedrockError(exception, ownMessage ?? message, members);
}
