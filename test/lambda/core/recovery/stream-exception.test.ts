import { expect, it } from 'vitest';
import { readStreamExceptionStatus } from '../../../../lambda/core/recovery/stream-exception';

it.each([
  ['validationException', 400],
  ['modelTimeoutException', 408],
  ['modelStreamErrorException', 424],
  ['throttlingException', 429],
  ['internalServerException', 500],
  ['serviceUnavailableException', 503],
  ['ThrottlingException', 429],
  ['Throttling', 429],
  ['TooManyRequestsException', 429],
  ['ModelNotReadyException', 429],
  ['com.amazonaws.bedrock#ThrottlingException', 429],
  ['ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/', 429],
  ['ServiceQuotaExceededException', 400],
  ['AccessDeniedException', 403],
  ['ResourceNotFoundException', 404],
  ['modelErrorException', 424],
  ['InternalFailure', 500],
  ['Exception', 500],
  ['somethingNew', 500],
  ['error', 500],
  ['__proto__', 500],
])('%s in a stream stands for %i', (exception, status) => {
  expect(readStreamExceptionStatus(exception)).toBe(status);
});
