import { expect, it } from 'vitest';
import { readQuantile, runWindow } from '../../../bench/drive/run-window';

it('measures each call in whole microseconds', async () => {
  const call = async () => ({ firstByteAt: performance.now() });
  const { calls, latencyMicros } = await runWindow(call, { concurrency: 3, millis: 5 });
  expect(calls).toBeGreaterThanOrEqual(3);
  expect(latencyMicros).toHaveLength(calls);
  expect(latencyMicros.filter(Number.isInteger)).toHaveLength(calls);
});

it('makes each call once, however short the window is', async () => {
  const call = async () => ({ firstByteAt: performance.now() });
  const { calls } = await runWindow(call, { concurrency: 64, millis: 0 });
  expect(calls).toBe(64);
});

it.each([
  [0, 10],
  [0.5, 30],
  [0.99, 50],
])('reads the quantile %d', (share, value) => {
  expect(readQuantile([50, 10, 30, 20, 40], share)).toBe(value);
});
