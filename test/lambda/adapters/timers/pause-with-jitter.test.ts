import { afterEach, expect, it, vi } from 'vitest';
import { pauseWithJitter } from '../../../../lambda/adapters/timers/pause-with-jitter';

afterEach(() => {
  vi.restoreAllMocks();
});

async function measurePause(signal: AbortSignal): Promise<number> {
  const from = performance.now();
  await pauseWithJitter(signal);
  return performance.now() - from;
}

it.each([
  [0, 0],
  [0.05, 15],
  [0.2, 60],
])('lasts the drawn share %d of 300 ms: %d ms', async (share, millis) => {
  vi.spyOn(Math, 'random').mockReturnValue(share);
  const paused = await measurePause(new AbortController().signal);
  expect(paused).toBeGreaterThan(millis - 2);
  expect(paused).toBeLessThan(millis + 150);
});

it('ends with the signal, and leaves the reason to the next call', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.99);
  const client = new AbortController();
  setTimeout(() => client.abort(new Error('the client left')), 5);
  expect(await measurePause(client.signal)).toBeLessThan(200);
  expect(await measurePause(client.signal)).toBeLessThan(50);
});
