import { describe, expect, it } from 'vitest';
import { findFailureCause, isTierRefusal } from '../../../../lambda/core/recovery/failure-cause';

const UNSUPPORTED = 'The provided service tier is not supported for this model';

describe('the cause of a failure', () => {
  it.each([
    // status, exception, cause
    [400, 'ValidationException', 'final'],
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
  ] as const)('%d %s is %s', (status, exception, cause) => {
    expect(findFailureCause({ kind: 'answered', status, exception, message: 'no' })).toBe(cause);
  });

  it.each([
    ['unreachable', 'capacity'],
    ['silent', 'silence'],
    ['broken', 'silence'],
  ] as const)('of a call that is %s is %s', (kind, cause) => {
    expect(findFailureCause({ kind })).toBe(cause);
  });

  it.each([200, 304, 399])('is none if the call succeeded with %d', (status) => {
    const answer = { status, exception: undefined, message: UNSUPPORTED };
    expect(findFailureCause({ kind: 'answered', ...answer })).toBeUndefined();
  });
});

describe('a tier', () => {
  it.each([UNSUPPORTED, `${UNSUPPORTED}.`, 'Reservation not found.', 'Reservation not found'])(
    'is refused by a 400 that says %j',
    (message) => {
      expect(isTierRefusal(400, message)).toBe(true);
      const answer = { status: 400, exception: 'ValidationException', message };
      expect(findFailureCause({ kind: 'answered', ...answer })).toBe('tier-refused');
    },
  );

  it.each([
    undefined,
    '',
    'service tier provided is invalid',
    `${UNSUPPORTED}..`,
    `${UNSUPPORTED}\n`,
    ` ${UNSUPPORTED}`,
    'the provided service tier is not supported for this model',
    'Reservation not found. Try another.',
    `Messages: "${UNSUPPORTED}"`,
  ])('is not refused by a 400 that says %j', (message) => {
    expect(isTierRefusal(400, message)).toBe(false);
  });

  it.each([200, 403, 404, 408, 424, 429, 500, 503])(
    'is not refused by a %d in the same words',
    (status) => {
      expect(isTierRefusal(status, UNSUPPORTED)).toBe(false);
    },
  );
});
