import {
  AgingReading,
  type AgingReadingOptions,
} from '../../../../lambda/adapters/parameter-store/aging-reading';
import { VirtualTime } from './virtual-time';

export const MAX_AGE_MILLIS = 30_000;
export const THROTTLED = new Error('Rate exceeded');

/** What becomes of one reading. One that is frozen succeeds once it is thawed. */
export type Answer = 'succeed' | 'throttle' | 'hang' | 'freeze';

/** The limit of a call, after which a reading that hangs has failed. */
const HANG_MILLIS = 2_000;
const READING_MILLIS = 20;

/** Readings of one environment in virtual time, whose random numbers are all 0. */
export function scheduleReadings(
  choose: (reading: { readonly now: number; readonly count: number }) => Answer = () => 'succeed',
  options: Partial<AgingReadingOptions<number>> = {},
) {
  const time = new VirtualTime();
  const startedAt: number[] = [];
  const failures: unknown[] = [];
  let thaw = () => {};
  const thawed = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  /** When the reading in use began. */
  let inUse: number | undefined;
  const readings = new AgingReading<number>({
    read: async () => {
      const now = time.clock();
      startedAt.push(now);
      const answer = choose({ now, count: startedAt.length });
      if (answer === 'freeze') await thawed;
      else await time.pause(answer === 'hang' ? HANG_MILLIS : READING_MILLIS);
      if (answer === 'throttle' || answer === 'hang') throw THROTTLED;
      return now;
    },
    keep: (reading) => {
      inUse = reading;
      return 1;
    },
    recordFailure: (cause) => failures.push(cause),
    maxAgeMillis: MAX_AGE_MILLIS,
    firstWaitMillis: 1_000,
    clock: time.clock,
    pause: time.pause,
    random: () => 0,
    ...options,
  });
  /** One request at this moment: how long it waited, and when the reading that it uses began. */
  const ask = async () => {
    const askedAt = time.clock();
    await readings.fresh();
    return { waitedMillis: time.clock() - askedAt, usesReadingOf: inUse };
  };
  return { time, readings, ask, startedAt, failures, thaw };
}

/** Asks, and lets time pass until the request goes on. */
export async function askAndWait({ time, ask }: ReturnType<typeof scheduleReadings>) {
  const asking = ask();
  await time.pass(1_000);
  return asking;
}
