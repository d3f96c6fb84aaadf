import { expect, it } from 'vitest';
import { readStreamExceptionStatus } from '../../../../lambda/core/recovery/stream-exception';

it.each([
  ['validationException', 400],
  ['modelTimeoutException', 408],
  ['modelStreamErrorException', 424],
  ['throttlingException', 429],
  ['internalServerException', 500],
  ['serviceUnavailableException', 503],
  ['somethingNew', 500],
  ['error', 500],
  ['__proto__', 500],
])('%s in a stream stands for %i', (exception, status) => {
  expect(readStreamExceptionStatus(exception)).toBe(status);
});
