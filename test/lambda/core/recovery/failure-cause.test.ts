import { describe, expect, it } from 'vitest';
import { findFailureCause, isTierRefusal } from '../../../../lambda/core/recovery/failure-cause';

const UNSUPPORTED = 'The provided service tier is not supported for this model';

describe('the cause of a failure', () => {
  it.each([
    // status, exception, cause
    [400, 'ValidationException', 'final'],
    [400, 'ServiceQuotaExceededException', 'final'],
    [403, 'AccessDeniedException', 'final'],
    [404, 'ResourceNotFoundException', 'final'],
    [408, 'ModelTimeoutException', 'capacity'],
    [424, 'ModelErrorException', 'final'],
    [429, 'ThrottlingException', 'quota'],
    [429, 'ModelNotReadyException', 'capacity'],
    [429, undefined, 'quota'],
    [500, 'InternalServerException', 'capacity'],
    [502, undefined, 'final'],
    [503, 'ServiceUnavailableException', 'capacity'],
    [503, undefined, 'capacity'],
  ] as const)('%d %s is %s', (status, exception, cause) => {
    const message = 'what Bedrock says';
    expect(findFailureCause({ kind: 'answered', status, exception, message })).toBe(cause);
  });

  it.each([
    [400, 'The provided service tier is not supported for this model.', 'tier-refused'],
    [400, 'Reservation not found.', 'tier-refused'],
    [400, 'service tier provided is invalid', 'final'],
    [400, undefined, 'final'],
    [403, UNSUPPORTED, 'final'],
    [429, UNSUPPORTED, 'quota'],
    [503, UNSUPPORTED, 'capacity'],
  ] as const)('%d that says %j is %s', (status, message, cause) => {
    const exception = 'ValidationException';
    expect(findFailureCause({ kind: 'answered', status, exception, message })).toBe(cause);
  });

  it.each([
    ['unreachable', 'capacity'],
    ['silent', 'silence'],
    ['broken', 'silence'],
  ] as const)('where Bedrock is %s is %s', (kind, cause) => {
    expect(findFailureCause({ kind })).toBe(cause);
  });

  it.each([200, 204, 304])('is none if the call succeeded with %d', (status) => {
    const answer = { status, exception: undefined, message: UNSUPPORTED };
    expect(findFailureCause({ kind: 'answered', ...answer })).toBeUndefined();
  });
});

describe('a tier is refused', () => {
  it.each([
    'The provided service tier is not supported for this model',
    'The provided service tier is not supported for this model.',
    'Reservation not found.',
    'Reservation not found',
  ])('by a 400 that says %j', (message) => {
    expect(isTierRefusal(400, message)).toBe(true);
  });
});

describe('a tier is not refused', () => {
  it.each([
    undefined,
    '',
    '.',
    'service tier provided is invalid',
    'The provided service tier is not supported for this model..',
    'The provided service tier is not supported for this model. ',
    'The provided service tier is not supported for this model\n',
    ' The provided service tier is not supported for this model',
    'the provided service tier is not supported for this model',
    'The provided service tier is not supported for this models',
    'The provided service tier is not supported',
    'The provided model identifier is invalid.',
    'Reservation not found. Try another.',
    'Reservation not found.\nReservation not found.',
    'reservation not found.',
    'Messages: "The provided service tier is not supported for this model"',
  ])('by a 400 that says %j', (message) => {
    expect(isTierRefusal(400, message)).toBe(false);
  });

  it.each([200, 403, 404, 408, 424, 429, 500, 503])('by a %d in the same words', (status) => {
    expect(isTierRefusal(status, UNSUPPORTED)).toBe(false);
    expect(isTierRefusal(status, 'Reservation not found.')).toBe(false);
  });
});
