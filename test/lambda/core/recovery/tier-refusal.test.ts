import { describe, expect, it } from 'vitest';
import { isTierRefusal } from '../../../../lambda/core/recovery/tier-refusal';

const UNSUPPORTED = 'The provided service tier is not supported for this model';

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
