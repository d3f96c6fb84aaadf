import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEscalation, planPause } from '../../../../lambda/core/jobs/plan-pause';
import { HOUR, NOON } from '../../../fakes/jobs/job';

const DAY = 24 * HOUR;
const FACTS = {
  attemptCount: 1,
  now: NOON + 1000,
  submittedAt: NOON,
  escalatesAt: NOON + 16 * HOUR,
  deadline: NOON + DAY,
  random: 0,
};

describe('a pause', () => {
  it.each([
    [1, 0, 30],
    [1, 0.999, 60],
    [2, 0, 60],
    [4, 0.5, 360],
    [5, 0, 450],
    [5, 0.999, 900],
    [600, 0.5, 675],
  ])('after %i attempts, at %d of its range, is %i s', (attemptCount, random, seconds) => {
    expect(planPause({ ...FACTS, attemptCount, random })).toBe(seconds);
  });

  it.each([
    ['ends with the escalation', { now: FACTS.escalatesAt - 100_000 }, 100],
    ['is at least a second', { now: FACTS.escalatesAt - 100 }, 1],
    ['ends a minute before the deadline', { now: FACTS.deadline - 160_000 }, 100],
    ['is none in the last minute', { now: FACTS.deadline - 60_000 }, undefined],
    ['is none after the deadline', { now: FACTS.deadline + 1 }, undefined],
  ])('%s', (_, changes, seconds) => {
    expect(planPause({ ...FACTS, attemptCount: 20, ...changes })).toBe(seconds);
  });

  it('of a job with five minutes leaves a tenth of them for the last attempt', () => {
    const short = { ...FACTS, deadline: NOON + 300_000, escalatesAt: NOON + 200_000 };
    expect(planPause({ ...short, attemptCount: 9, now: NOON + 210_000 })).toBe(60);
    expect(planPause({ ...short, attemptCount: 9, now: NOON + 270_000 })).toBeUndefined();
  });

  it('never passes the escalation or the deadline', () => {
    const times = fc.record({
      attemptCount: fc.integer({ min: 1, max: 700 }),
      elapsed: fc.integer({ min: 0, max: DAY }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    });
    fc.assert(
      fc.property(times, ({ attemptCount, elapsed, share, random }) => {
        const now = NOON + elapsed;
        const escalatesAt = findEscalation(FACTS, share);
        const seconds = planPause({ ...FACTS, attemptCount, now, escalatesAt, random });
        if (seconds === undefined) return;
        const end = now + seconds * 1000;
        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 900).toBe(true);
        expect(end).toBeLessThan(FACTS.deadline);
        if (now < escalatesAt) expect(end).toBeLessThan(escalatesAt + 1000);
      }),
    );
  });
});

describe('the escalation', () => {
  it.each([
    [undefined, 16 * HOUR],
    [0, 0],
    [0.5, 12 * HOUR],
    [1, DAY],
  ])('after the share %s of a day is %i ms later', (share, millis) => {
    expect(findEscalation(FACTS, share)).toBe(NOON + millis);
  });

  it.each([
    [HOUR, 0.99, 59 * 60_000],
    [HOUR, 1, HOUR],
    [60_000, 0.95, 54_000],
    [60_000, 0.5, 30_000],
  ])('of a job of %i ms with the share %d comes no later than its last attempt', (...row) => {
    const [millis, share, after] = row;
    expect(findEscalation({ submittedAt: NOON, deadline: NOON + millis }, share)).toBe(
      NOON + after,
    );
  });
});
