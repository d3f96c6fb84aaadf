import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countDaysToEndOfLife, hasEnded } from '../../../../lambda/core/catalog/lifecycle';

it.each([
  ['2026-11-28', 41],
  ['2027-01-07', 1],
  ['2027-01-08', 0],
  ['2027-01-10', -2],
])('on %s, %d days are left', (today, days) => {
  expect(countDaysToEndOfLife({ lifecycle: { endOfLife: '2027-01-08' } }, today)).toBe(days);
});

it.each([[{}], [{ lifecycle: { legacy: '2026-01-01' } }]])(
  'of %o, the end is not known',
  (model) => {
    expect(countDaysToEndOfLife(model, '2026-11-28')).toBeUndefined();
  },
);

it.each([
  [{}, false],
  [{ ended: true as const }, true],
  [{ endOfLife: '2026-11-28' }, true],
  [{ endOfLife: '2026-11-29' }, false],
  [{ ended: true as const, endOfLife: '2026-11-29' }, false],
])('on 2026-11-28, a model with the lifecycle %j has ended: %s', (lifecycle, expected) => {
  expect(hasEnded({ lifecycle }, '2026-11-28')).toBe(expected);
});

it('days are those of the calendar', () => {
  const day = fc.integer({ min: 0, max: 60_000 });
  const write = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(day, day, (end, today) => {
      const lifecycle = { endOfLife: write(end) };
      expect(countDaysToEndOfLife({ lifecycle }, write(today))).toBe(end - today);
    }),
  );
});
