import { describe, expect, it } from 'vitest';
import { AgingReading } from '../../../../lambda/adapters/parameter-store/aging-reading';
import { ReadQuota } from '../../../../local/parameter-store/read-quota';
import { SeededRandom } from '../../../../soak/seeded-random';
import { MAX_AGE_MILLIS, THROTTLED } from './schedule-readings';
import { VirtualTime } from './virtual-time';

const ENVIRONMENTS = 50;
const SECOND = 1_000;

/** Environments that start in the same moment, on a Parameter Store that allows so many reads a second. */
function startTogether(readsPerSecond: number, outageMillis: number) {
  const time = new VirtualTime();
  const quota = new ReadQuota(readsPerSecond, time.clock);
  const random = new SeededRandom(1).next;
  const reads: number[] = [];
  const refusals: number[] = [];
  const start = () => {
    let isRead = false;
    const readings = new AgingReading({
      read: async () => {
        reads.push(time.clock());
        await time.pause(20);
        if (time.clock() < outageMillis || !quota.admit()) throw THROTTLED;
      },
      keep: () => {
        isRead = true;
        return 1;
      },
      recordFailure: () => {},
      maxAgeMillis: MAX_AGE_MILLIS,
      firstWaitMillis: 2_000,
      clock: time.clock,
      pause: time.pause,
      random,
    });
    return async () => {
      await readings.fresh();
      if (!isRead) refusals.push(time.clock());
    };
  };
  const environments = Array.from({ length: ENVIRONMENTS }, start);
  /** Each environment gets two requests a second. */
  const serve = async (millis: number) => {
    const endsAt = time.clock() + millis;
    while (time.clock() < endsAt) {
      for (const ask of environments) ask();
      await time.pass(SECOND / 2);
    }
  };
  return { serve, reads, refusals };
}

describe('environments that start together', () => {
  it.each([
    ['40 reads a second', 40, 0],
    ['10 reads a second', 10, 0],
    ['40 reads a second after three seconds without any', 40, 3 * SECOND],
  ])('refuse no request after ten seconds of %s', async (_, readsPerSecond, outageMillis) => {
    const { serve, refusals } = startTogether(readsPerSecond, outageMillis);
    await serve(60 * SECOND);
    expect(refusals.filter((at) => at > 10 * SECOND)).toEqual([]);
  });

  it('do not read together after their start', async () => {
    const { serve, reads } = startTogether(40, 0);
    await serve(300 * SECOND);
    const inSecond = (second: number) =>
      reads.filter((at) => Math.floor(at / SECOND) === second).length;
    const later = Array.from({ length: 180 }, (_, index) => inSecond(120 + index));
    expect(Math.max(...later)).toBeLessThan(ENVIRONMENTS / 4);
  });
});
