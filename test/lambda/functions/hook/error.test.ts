import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import type { Headers } from '../../../../lambda/core/wire/forwarded-headers';
import { composeHookError, HookError } from '../../../../lambda/functions/hook/error';
import { composeBug, composeRefused, composeReplied } from '../../../fakes/compose-outcome';
import { composeReply } from '../../../fakes/compose-reply';
import { plan } from '../../../fakes/plan';

function replied(status: number, headers: Headers, message: string | undefined): Outcome {
  const reply = composeReply(status, JSON.stringify({ message }), headers);
  return { ...composeReplied(status, ''), reply };
}

describe('an error of Bedrock', () => {
  it.each([
    ['ThrottlingException', 'Too many requests', 429, 'ThrottlingException'],
    [
      'ValidationException:http://internal.amazon.com/coral/',
      'Reservation not found.',
      400,
      'ValidationException',
    ],
  ])('%s has its name and its words', (errorType, words, status, name) => {
    const error = composeHookError(replied(status, { 'x-amzn-errortype': errorType }, words));
    expect(error).toBeInstanceOf(HookError);
    expect(error.name).toBe(name);
    expect(error.message).toBe(`${words} (HTTP ${status})`);
  });

  it.each([
    [400, 'malformed: Patient Jane Roe'],
    [400, 'Malformed input: "service tier is not supported for this model, wrote Jane Roe"'],
    [400, 'Reservation not found. Guest: Jane Roe'],
    [424, 'The model wrote: Dear Jane Roe'],
    [422, 'Jane Roe'],
    [502, '<html>Jane Roe</html>'],
  ])('%d never repeats what may quote the request: %s', (status, words) => {
    const headers = { 'x-amzn-errortype': 'ValidationException', 'x-amzn-requestid': 'f7a2' };
    const error = composeHookError(replied(status, headers, words));
    expect(error.name).toBe('ValidationException');
    expect(error.message).toBe(
      `Amazon Bedrock refused the request; its request ID is f7a2 (HTTP ${status})`,
    );
  });

  it.each([
    [400, 'The provided service tier is not supported for this model.'],
    [400, 'service tier provided is invalid'],
    [503, 'Bedrock is unable to process your request.'],
    [404, 'This model version has reached the end of its life.'],
  ])('%d has the words that quote nobody: %s', (status, words) => {
    expect(composeHookError(replied(status, {}, words)).message).toBe(`${words} (HTTP ${status})`);
  });

  it('is cut if it is long', () => {
    const { message } = composeHookError(replied(503, {}, 'x'.repeat(10_000)));
    expect(message).toBe(`${'x'.repeat(500)} (HTTP 503)`);
  });

  it('without a name and without words has its status', () => {
    const error = composeHookError(replied(502, {}, undefined));
    expect(error.name).toBe('BedrockError');
    expect(error.message).toBe('no message (HTTP 502)');
  });
});

describe('a refusal of the router', () => {
  it.each([
    ['unknown-operation', 'ResourceNotFoundException'],
    ['timed-out', 'ModelTimeoutException'],
    ['bedrock-unreachable', 'ServiceUnavailableException'],
  ] as const)('for %s is a %s in its own words', (code, name) => {
    for (const planned of [undefined, plan()]) {
      const refusal = new RouterError(code, 'what is wrong', { cause: new Error('secret') });
      const error = composeHookError(composeRefused(refusal, planned));
      expect(error).toMatchObject({ name, message: 'what is wrong' });
      expect(error.cause).toBeUndefined();
    }
  });
});

describe('a bug', () => {
  it('has no message of its own', () => {
    for (const planned of [undefined, plan()]) {
      const cause = new TypeError('Cannot read "IBAN DE02 1203"');
      const error = composeHookError(composeBug(cause, planned));
      expect(error).toMatchObject({ name: 'InternalServerException', message: 'internal error' });
      expect(error.cause).toBeUndefined();
    }
  });
});
