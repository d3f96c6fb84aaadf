import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { pauseWithJitter } from '../../../../lambda/adapters/timers/pause-with-jitter';

afterEach(() => {
  vi.restoreAllMocks();
});

it('lasts the drawn share of 300 ms', async () => {
  const ended: unknown[] = [];
  // Timers that start in the same turn of the event loop fire in the order of their times, however late.
  const pauses = [
    ...[0.2, 0.05, 0].map((share) => {
      vi.spyOn(Math, 'random').mockReturnValue(share);
      return pauseWithJitter(300, new AbortController().signal).then(() => ended.push(share));
    }),
    ...[55, 65, 10, 20].map((millis) => wait(millis).then(() => ended.push(`${millis} ms`))),
  ];
  await Promise.all(pauses);
  expect(ended).toEqual([0, '10 ms', 0.05, '20 ms', '55 ms', 0.2, '65 ms']);
});

it('ends with the signal, and leaves the reason to the next call', async () => {
  const anHour = 12_000;
  vi.spyOn(Math, 'random').mockReturnValue(anHour);
  const client = new AbortController();
  setImmediate(() => client.abort(new Error('the client left')));
  await pauseWithJitter(300, client.signal);
  await pauseWithJitter(300, client.signal);
});
