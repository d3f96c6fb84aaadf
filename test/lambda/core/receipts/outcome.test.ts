import { expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { readFinalStatus, readStatus } from '../../../../lambda/core/receipts/outcome';
import {
  composeBug,
  composeRefused,
  composeReplied,
  composeStreamed,
} from '../../../fakes/compose-outcome';

const stream = (streamException?: string) => composeStreamed({ streamException });

it('has Bedrock’s status if Bedrock replied', () => {
  expect(readStatus(composeReplied(424, '{}'))).toBe(424);
});

it('has the status of the error if the router refused', () => {
  const error = new RouterError('tier-not-allowed', 'no');
  expect(readStatus(composeRefused(error))).toBe(403);
});

it('is 500 for a bug', () => {
  expect(readStatus(composeBug(new Error('bug')))).toBe(500);
});

it.each([
  ['validationException', 400],
  ['modelTimeoutException', 408],
  ['modelStreamErrorException', 424],
  ['throttlingException', 429],
  ['internalServerException', 500],
  ['serviceUnavailableException', 503],
  ['somethingNew', 500],
  ['constructor', 500],
])('ends a stream with %s as %i', (exception, status) => {
  expect(readStatus(stream(exception))).toBe(200);
  expect(readFinalStatus(stream(exception), undefined)).toBe(status);
});

it('ends a whole stream as 200', () => {
  expect(readFinalStatus(stream(), undefined)).toBe(200);
});

it.each([
  ['client-gone', 499],
  ['timed-out', 408],
  ['stream-broken', 502],
] as const)('ends a stream interrupted by %s as %i', (code, status) => {
  expect(readFinalStatus(stream(), new RouterError(code, 'over'))).toBe(status);
});
