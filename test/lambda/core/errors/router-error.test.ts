import { describe, expect, it } from 'vitest';
import {
  ROUTER_ERRORS,
  RouterError,
  type RouterErrorCode,
} from '../../../../lambda/core/errors/router-error';

/** What `@aws-sdk/client-bedrock-runtime` has a class for, with the status that AWS gives it. */
const BEDROCK_STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  InternalServerException: 500,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  ValidationException: 400,
};

/** One line a code: a new code does not compile here until it is written down. */
const ANSWERS: Readonly<Record<RouterErrorCode, readonly [number, string]>> = {
  'unknown-caller': [403, 'AccessDeniedException'],
  'caller-not-allowed': [403, 'AccessDeniedException'],
  'budget-exceeded': [429, 'ThrottlingException'],
  'callers-unavailable': [503, 'ServiceUnavailableException'],
  'budget-unavailable': [503, 'ServiceUnavailableException'],
  'unknown-connection': [400, 'ValidationException'],
  'connection-failed': [503, 'ServiceUnavailableException'],
  'unknown-operation': [404, 'ResourceNotFoundException'],
  'invalid-body': [400, 'ValidationException'],
  'invalid-media': [400, 'ValidationException'],
  'media-unavailable': [503, 'ServiceUnavailableException'],
  'invalid-tier': [400, 'ValidationException'],
  'invalid-header': [400, 'ValidationException'],
  'invalid-event': [400, 'ValidationException'],
  'conflicting-tiers': [400, 'ValidationException'],
  'invalid-model-id': [400, 'ValidationException'],
  'invalid-route': [400, 'ValidationException'],
  'tier-not-allowed': [403, 'AccessDeniedException'],
  'model-not-allowed': [403, 'AccessDeniedException'],
  'unknown-path': [404, 'UnknownOperationException'],
  'method-not-allowed': [405, 'UnknownOperationException'],
  'unsupported-media-type': [415, 'UnsupportedMediaTypeException'],
  'timed-out': [408, 'ModelTimeoutException'],
  'client-gone': [499, 'RequestAbortedException'],
  'stream-broken': [502, 'ModelStreamErrorException'],
  'mapping-unavailable': [503, 'ServiceUnavailableException'],
  'bedrock-unreachable': [503, 'ServiceUnavailableException'],
  'unknown-job': [404, 'ResourceNotFoundException'],
  'job-conflict': [409, 'ConflictException'],
  'jobs-unavailable': [503, 'ServiceUnavailableException'],
  'reply-broken': [503, 'ServiceUnavailableException'],
};

describe('an error of the router', () => {
  it.each(Object.entries(ANSWERS))('%s is answered with %j', (code, [status, exception]) => {
    expect(ROUTER_ERRORS).toHaveProperty([code], { status, exception });
  });

  it('is one of a closed list', () => {
    expect(Object.keys(ROUTER_ERRORS).sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  // A broken stream is answered by breaking it, so that no client ever sees its status.
  it.each(Object.entries(ROUTER_ERRORS).filter(([code]) => code !== 'stream-broken'))(
    '%s has the status that AWS gives its exception, if AWS has that exception',
    (_, { status, exception }) => {
      expect(BEDROCK_STATUS[exception] ?? status).toBe(status);
    },
  );

  it('keeps its cause for the log', () => {
    const cause = new Error('connect ECONNREFUSED');
    const error = new RouterError('bedrock-unreachable', 'no answer', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'RouterError',
      code: 'bedrock-unreachable',
      message: 'no answer',
      cause,
      allowedMethods: [],
    });
  });

  it('has no cause if none was given', () => {
    expect(Object.hasOwn(new RouterError('invalid-tier', 'turbo'), 'cause')).toBe(false);
  });

  it('names the methods that a path takes', () => {
    const error = new RouterError('method-not-allowed', 'no', { allowedMethods: ['GET', 'HEAD'] });
    expect(error.allowedMethods).toEqual(['GET', 'HEAD']);
  });
});
