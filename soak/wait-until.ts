import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_MILLIS = 15_000;

/** Where it does not come true in time, the checks say what is missing. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MILLIS;
  while (!condition() && performance.now() < giveUpAt) await sleep(20);
}
