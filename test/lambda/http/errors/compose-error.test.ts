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
