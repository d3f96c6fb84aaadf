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
    ['ThrottlingException', 429, 'ThrottlingException'],
    ['ServiceUnavailableException', 503, 'ServiceUnavailableException'],
    ['InternalServerException', 500, 'InternalServerException'],
    ['ModelNotReadyException', 429, 'ServiceUnavailableException'],
    ['', 429, 'ServiceUnavailableException'],
    ['', 502, 'ServiceUnavailableException'],
    ['', 504, 'ServiceUnavailableException'],
    ['ValidationException:http://internal.amazon.com/coral/', 400, 'ValidationException'],
    ['AccessDeniedException', 403, 'AccessDeniedException'],
    ['ResourceNotFoundException', 404, 'ResourceNotFoundException'],
    ['ModelTimeoutException', 408, 'ModelTimeoutException'],
    ['ModelErrorException', 424, 'ModelErrorException'],
    ['', 413, 'BedrockError'],
    ['ThrottlingException', 400, 'BedrockError'],
  ])(
    '%s (%d) has a name that says whether asking again may help: %s',
    (errorType, status, name) => {
      const error = composeHookError(replied(status, { 'x-amzn-errortype': errorType }, 'words'));
      expect(error).toBeInstanceOf(HookError);
      expect(error.name).toBe(name);
    },
  );

  it('has its words if they quote nobody', () => {
    const headers = { 'x-amzn-errortype': 'ValidationException' };
    const { message } = composeHookError(replied(400, headers, 'Reservation not found.'));
    expect(message).toBe('Reservation not found. (HTTP 400)');
  });

  it.each([
    [400, 'ValidationException', 'with ValidationException'],
    [424, 'ModelErrorException', 'with ModelErrorException'],
    [502, '', 'with an error without a name'],
  ])('%d %s never repeats other words', (status, errorType, why) => {
    const headers = { 'x-amzn-errortype': errorType, 'x-amzn-requestid': 'f7a2' };
    for (const words of ['Malformed: Patient Jane Roe', undefined]) {
      expect(composeHookError(replied(status, headers, words)).message).toBe(
        `Amazon Bedrock refused the request ${why}, whose message may quote it; its request ID is f7a2 (HTTP ${status})`,
      );
    }
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
