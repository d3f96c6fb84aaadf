import { describe, expect, it } from 'vitest';
import { type Answer, askAndWait, scheduleReadings, THROTTLED } from './schedule-readings';

const HOUR = 3_600_000;

describe('a request', () => {
  it.each([
    ['20 s', 20_000, { waitedMillis: 0, usesReadingOf: 0 }, 1],
    ['the maximum age', 30_000, { waitedMillis: 0, usesReadingOf: 0 }, 2],
    ['almost twice the maximum age', 59_999, { waitedMillis: 0, usesReadingOf: 0 }, 2],
    ['twice the maximum age', 60_000, { waitedMillis: 20, usesReadingOf: 60_000 }, 2],
    ['hours', 6 * HOUR, { waitedMillis: 20, usesReadingOf: 6 * HOUR }, 2],
  ])('that finds a reading of %s', async (_, ageMillis, answer, readings) => {
    const schedule = scheduleReadings();
    await schedule.time.pass(ageMillis);
    expect(await askAndWait(schedule)).toEqual(answer);
    expect(schedule.startedAt).toHaveLength(readings);
  });

  it('waits for the first reading', async () => {
    const schedule = scheduleReadings();
    expect(await askAndWait(schedule)).toEqual({ waitedMillis: 20, usesReadingOf: 0 });
  });

  it('waits for a reading that its environment froze during, and then for a newer one', async () => {
    const schedule = scheduleReadings(({ count }) => (count === 1 ? 'freeze' : 'succeed'));
    await schedule.time.pass(6 * HOUR);
    schedule.thaw();
    expect(await askAndWait(schedule)).toEqual({ waitedMillis: 20, usesReadingOf: 6 * HOUR });
  });

  it.each([
    ['nothing was read', 0, undefined],
    ['the last reading is too old', 60_000, 0],
  ])('waits for a second at most if %s and Parameter Store hangs', async (_, ageMillis, used) => {
    let answer: Answer = ageMillis === 0 ? 'hang' : 'succeed';
    const schedule = scheduleReadings(() => answer);
    await schedule.time.pass(ageMillis);
    answer = 'hang';
    expect(await askAndWait(schedule)).toEqual({ waitedMillis: 1_000, usesReadingOf: used });
  });

  it('waits longer for the first reading if that is configured', async () => {
    const schedule = scheduleReadings(() => 'hang', { firstWaitMillis: 1_500 });
    const asking = schedule.ask();
    await schedule.time.pass(2_000);
    expect(await asking).toEqual({ waitedMillis: 1_500, usesReadingOf: undefined });
  });

  it('waits through short pauses between readings that fail', async () => {
    const schedule = scheduleReadings(({ count }) => (count <= 2 ? 'throttle' : 'succeed'));
    // Two readings of 20 ms, with 250 and 500 ms after them.
    expect(await askAndWait(schedule)).toEqual({ waitedMillis: 810, usesReadingOf: 790 });
  });

  it('never pauses for less than no time, however the clock moves while it looks', async () => {
    let looks = 0;
    let clock = () => 0;
    const schedule = scheduleReadings(() => 'throttle', { clock: () => clock() + 0.3 * looks++ });
    clock = schedule.time.clock;
    const asked: Promise<unknown>[] = [];
    for (let milli = 0; milli < 1_000; milli += 1) {
      asked.push(schedule.readings.fresh());
      await schedule.time.pass(1);
    }
    await schedule.time.pass(60_000);
    await expect(Promise.all(asked)).resolves.toHaveLength(1_000);
  });

  it('does not wait through a long pause', async () => {
    const schedule = scheduleReadings(() => 'throttle');
    for (let second = 0; second < 5; second += 1) await askAndWait(schedule);
    expect(schedule.startedAt).toEqual([0, 270, 790, 1_810, 4_000]);
    expect(await askAndWait(schedule)).toEqual({ waitedMillis: 0, usesReadingOf: undefined });
  });
});

describe('readings', () => {
  it('are made one at a time, for all requests', async () => {
    const schedule = scheduleReadings();
    const asked = Array.from({ length: 20 }, () => schedule.ask());
    await schedule.time.pass(60_000);
    asked.push(...Array.from({ length: 20 }, () => schedule.ask()));
    await schedule.time.pass(1_000);
    await Promise.all(asked);
    expect(schedule.startedAt).toEqual([0, 60_000]);
  });

  it('that fail are repeated after pauses that double, up to eight seconds', async () => {
    const schedule = scheduleReadings(() => 'throttle');
    for (let tenth = 0; tenth < 400; tenth += 1) {
      schedule.ask();
      await schedule.time.pass(100);
    }
    const pauses = schedule.startedAt.slice(1).map((at, index) => {
      return Math.floor((at - (schedule.startedAt[index] ?? 0)) / 250) * 250;
    });
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(schedule.failures).toEqual(schedule.startedAt.map(() => THROTTLED));
  });

  it('after an outage of three seconds at the start, serve within five', async () => {
    const schedule = scheduleReadings(({ now }) => (now < 3_000 ? 'throttle' : 'succeed'));
    for (let tenth = 0; tenth < 50; tenth += 1) {
      schedule.ask();
      await schedule.time.pass(100);
    }
    expect(await askAndWait(schedule)).toMatchObject({ usesReadingOf: 3_900 });
  });

  it.each([
    [0, 30_000, 250],
    [0.5, 27_000, 187],
    [1, 24_000, 125],
  ])('with the random number %d age %d ms, and pause for %d ms', async (drawn, age, pause) => {
    const random = () => drawn;
    const good = scheduleReadings(undefined, { random });
    await good.time.pass(age - 1);
    await good.ask();
    await good.time.pass(1);
    await good.ask();
    expect(good.startedAt).toEqual([0, age]);
    const bad = scheduleReadings(({ count }) => (count === 1 ? 'throttle' : 'succeed'), { random });
    expect((await askAndWait(bad)).usesReadingOf).toBeCloseTo(20 + pause, -1);
  });

  it.each([
    ['one page', 1, 30_000],
    ['16 pages', 16, 30_000],
    ['21 pages', 21, 40_000],
    ['31 pages', 31, 60_000],
    ['200 pages', 200, 60_000],
  ])('of %s age', async (_, calls, age) => {
    const schedule = scheduleReadings(undefined, { keep: () => calls });
    await schedule.time.pass(age - 1);
    await schedule.ask();
    expect(schedule.startedAt).toEqual([0]);
    await schedule.time.pass(1);
    schedule.ask();
    expect(schedule.startedAt).toEqual([0, age]);
  });

  it('settle when the one under way has ended', async () => {
    const schedule = scheduleReadings();
    let endedAt: number | undefined;
    schedule.readings.settled().then(() => {
      endedAt = schedule.time.clock();
    });
    await schedule.time.pass(1_000);
    expect(endedAt).toBe(20);
    await expect(schedule.readings.settled()).resolves.toBeUndefined();
  });
});
