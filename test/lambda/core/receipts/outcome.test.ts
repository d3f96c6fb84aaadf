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

it.each([
  ['of Bedrock’s reply', 424, composeReplied(424, '{}')],
  ['of the router’s error', 403, composeRefused(new RouterError('tier-not-allowed', 'no'))],
  ['500 for a bug', 500, composeBug(new Error('bug'))],
])('the status is that %s', (_, status, outcome) => {
  expect(readStatus(outcome)).toBe(status);
  expect(readFinalStatus(outcome, undefined)).toBe(status);
});

it.each([
  [undefined, 200],
  ['throttlingException', 429],
])('a stream with the exception %s begins as 200 and ends as %i', (exception, status) => {
  expect(readStatus(stream(exception))).toBe(200);
  expect(readFinalStatus(stream(exception), undefined)).toBe(status);
});

it.each([
  ['client-gone', 499],
  ['timed-out', 408],
  ['stream-broken', 502],
] as const)('a stream that is interrupted by %s ends as %i', (code, status) => {
  expect(readFinalStatus(stream(), new RouterError(code, 'over'))).toBe(status);
});
