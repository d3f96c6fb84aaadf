import { expect, it } from 'vitest';
import {
  ROUTER_ERRORS,
  RouterError,
  type RouterErrorCode,
} from '../../../lambda/core/errors/router-error';
import { composeBugError, composeError } from '../../../lambda/http/compose-error';
import { readText } from './read-text';

const ANSWERS = {
  'invalid-model-id': [400, 'ValidationException'],
  'invalid-route': [400, 'ValidationException'],
  'invalid-body': [400, 'ValidationException'],
  'invalid-tier': [400, 'ValidationException'],
  'invalid-header': [400, 'ValidationException'],
  'invalid-event': [400, 'ValidationException'],
  'conflicting-tiers': [400, 'ValidationException'],
  'tier-not-allowed': [403, 'AccessDeniedException'],
  'model-not-allowed': [403, 'AccessDeniedException'],
  'unknown-caller': [403, 'AccessDeniedException'],
  'caller-not-allowed': [403, 'AccessDeniedException'],
  'budget-exceeded': [429, 'ThrottlingException'],
  'callers-unavailable': [503, 'ServiceUnavailableException'],
  'budget-unavailable': [503, 'ServiceUnavailableException'],
  'unknown-operation': [404, 'ResourceNotFoundException'],
  'unknown-path': [404, 'UnknownOperationException'],
  'method-not-allowed': [405, 'UnknownOperationException'],
  'timed-out': [408, 'ModelTimeoutException'],
  'client-gone': [499, 'RequestAbortedException'],
  'stream-broken': [502, 'ModelStreamErrorException'],
  'mapping-unavailable': [503, 'ServiceUnavailableException'],
  'bedrock-unreachable': [503, 'ServiceUnavailableException'],
  'reply-broken': [503, 'ServiceUnavailableException'],
} as const satisfies Record<RouterErrorCode, readonly [number, string]>;

const CASES = Object.keys(ROUTER_ERRORS).map((code) => code as RouterErrorCode);

it.each(CASES)('answers %s as Bedrock would, and marks it as the router’s', async (code) => {
  const [status, exception] = ANSWERS[code];
  const response = composeError(new RouterError(code, 'what is wrong: "ä"'));
  expect(response.status).toBe(status);
  expect(response.headers).toEqual({
    'content-type': 'application/json',
    'x-amzn-errortype': exception,
    'x-router-error': code,
  });
  expect(await readText(response)).toBe('{"message":"what is wrong: \\"ä\\""}');
});

it('says what a path does take', () => {
  const allowedMethods = ['GET', 'POST'];
  const { headers } = composeError(new RouterError('method-not-allowed', 'no', { allowedMethods }));
  expect(headers['allow']).toBe('GET, POST');
});

it('keeps the cause to itself', async () => {
  const cause = new Error('connect ECONNREFUSED 10.0.0.7:443');
  const response = composeError(new RouterError('bedrock-unreachable', 'no answer', { cause }));
  expect(await readText(response)).toBe('{"message":"no answer"}');
  expect(Object.values(response.headers).join()).not.toContain('10.0.0.7');
});

it('answers a bug only with if to look for it', async () => {
  const response = composeBugError('request-1');
  expect(response.status).toBe(500);
  expect(response.headers).toEqual({
    'content-type': 'application/json',
    'x-amzn-errortype': 'InternalServerException',
  });
  expect(await readText(response)).toBe('{"message":"internal error; request ID request-1"}');
});

it('says when there is money again', () => {
  const error = new RouterError('budget-exceeded', 'no', { retryAfterSeconds: 43_200 });
  expect(composeError(error).headers['retry-after']).toBe('43200');
});
