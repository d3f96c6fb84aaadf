import { expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { composeBugError, composeError } from '../../../../lambda/http/errors/compose-error';
import { readText } from '../read-text';

it('answers with the status and the exception of the error, and marks it as the router’s', async () => {
  const response = composeError(new RouterError('unknown-operation', 'what is wrong: "ä"'));
  expect(response.status).toBe(404);
  expect(response.headers).toEqual({
    'content-type': 'application/json',
    'x-amzn-errortype': 'ResourceNotFoundException',
    'x-router-error': 'unknown-operation',
  });
  expect(await readText(response)).toBe('{"message":"what is wrong: \\"ä\\""}');
});

it('names the methods that a path takes', () => {
  const allowedMethods = ['GET', 'POST'];
  const { headers } = composeError(new RouterError('method-not-allowed', 'no', { allowedMethods }));
  expect(headers['allow']).toBe('GET, POST');
});

it('does not send the cause', async () => {
  const cause = new Error('connect ECONNREFUSED 10.0.0.7:443');
  const response = composeError(new RouterError('bedrock-unreachable', 'no answer', { cause }));
  expect(await readText(response)).toBe('{"message":"no answer"}');
  expect(Object.values(response.headers).join()).not.toContain('10.0.0.7');
});

it('answers a bug with nothing but the ID of the request', async () => {
  const response = composeBugError('request-1');
  expect(response.status).toBe(500);
  expect(response.headers).toEqual({
    'content-type': 'application/json',
    'x-amzn-errortype': 'InternalServerException',
  });
  expect(await readText(response)).toBe('{"message":"internal error; request ID request-1"}');
});

it.each([
  ['unknown-operation', 404, 'not_found_error', 'model'],
  ['invalid-body', 400, 'invalid_request_error', null],
  ['invalid-tier', 400, 'invalid_request_error', 'service_tier'],
  ['model-not-allowed', 403, 'permission_error', 'model'],
  ['timed-out', 408, 'timeout_error', null],
  ['budget-exceeded', 429, 'rate_limit_error', null],
  ['reply-broken', 503, 'server_error', null],
] as const)('answers OpenAI’s clients %s in their shape', async (code, status, type, param) => {
  const response = composeError(new RouterError(code, 'what is wrong'), 'openai');
  expect(response.status).toBe(status);
  expect(response.headers).toEqual({
    'content-type': 'application/json',
    'x-router-error': code,
  });
  expect(JSON.parse(await readText(response))).toEqual({
    error: { message: 'what is wrong', type, param, code },
  });
});

it('answers a bug in the shape of OpenAI, too', async () => {
  const message = 'internal error; request ID request-1';
  expect(await readText(composeBugError('request-1', 'openai'))).toBe(
    `{"error":{"message":"${message}","type":"server_error","param":null,"code":null}}`,
  );
});

it('answers both kinds of clients where both come', async () => {
  const response = composeError(new RouterError('unknown-caller', 'who?'), 'both');
  expect(response.headers['x-amzn-errortype']).toBe('AccessDeniedException');
  expect(JSON.parse(await readText(response))).toEqual({
    message: 'who?',
    error: { message: 'who?', type: 'permission_error', param: null, code: 'unknown-caller' },
  });
});
