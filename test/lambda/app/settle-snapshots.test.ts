import { expect, it, vi } from 'vitest';
import { settleSnapshots } from '../../../lambda/app/settle-snapshots';

const never = new Promise<void>(() => {});

function composeSnapshots(reading: Promise<void>) {
  const current = () => Promise.reject(new Error('not asked'));
  return { snapshots: { current, settled: () => reading } };
}

it('waits for the reading that is under way', async () => {
  const steps: string[] = [];
  let end = () => {};
  const reading = new Promise<void>((resolve) => {
    end = resolve;
  });
  const settling = settleSnapshots(composeSnapshots(reading), { remainingMillis: 60_000 }).then(
    () => steps.push('settled'),
  );
  setImmediate(() => {
    steps.push('ended');
    end();
  });
  await settling;
  expect(steps).toEqual(['ended', 'settled']);
});

it.each([
  ['the function, less 200 ms,', { remainingMillis: 205 }],
  ['the function, which is almost over,', { remainingMillis: 100 }],
  ['the caller', { remainingMillis: 60_000, mostMillis: 5 }],
])('waits no longer than the time of %s allows', async (_, limits) => {
  await settleSnapshots(composeSnapshots(never), limits);
});

it('sets no timer in the past', async () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  await settleSnapshots(composeSnapshots(never), { remainingMillis: 100 });
  expect(setTimer).toHaveBeenCalledExactlyOnceWith(expect.any(Function), 0);
  setTimer.mockRestore();
});
