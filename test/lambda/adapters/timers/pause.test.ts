import { expect, it } from 'vitest';
import { pause } from '../../../../lambda/adapters/timers/pause';

const AN_HOUR = 3_600_000;

it('lasts the given time', async () => {
  const startedAt = performance.now();
  await pause(20, new AbortController().signal);
  // Timers may fire a fraction of a millisecond early.
  expect(performance.now() - startedAt).toBeGreaterThan(18);
});

it('ends with the signal, and does not begin after it', async () => {
  const ending = new AbortController();
  setImmediate(() => ending.abort(new Error('the client left')));
  await pause(AN_HOUR, ending.signal);
  await pause(AN_HOUR, ending.signal);
});
