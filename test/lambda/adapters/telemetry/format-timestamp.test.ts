import { expect, it } from 'vitest';
import { formatTimestamp } from '../../../../lambda/adapters/telemetry/format-timestamp';

it.each([
  ['UTC', undefined, '2026-11-28T12:00:00.007Z'],
  ['London', 0, '2026-11-28T12:00:00.007+00:00'],
  ['Berlin', 60, '2026-11-28T13:00:00.007+01:00'],
  ['Kolkata', 330, '2026-11-28T17:30:00.007+05:30'],
  ["St. John's", -210, '2026-11-28T08:30:00.007-03:30'],
  ['Kiritimati', 840, '2026-11-29T02:00:00.007+14:00'],
])('writes noon as in %s', (_, offset, text) => {
  expect(formatTimestamp(new Date('2026-11-28T12:00:00.007Z'), offset)).toBe(text);
});
