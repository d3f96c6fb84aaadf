import { expect, it } from 'vitest';
import { startAgeClock } from '../../../../lambda/adapters/timers/age-clock';

it.each([
  ['passes on both clocks', [500, 500], 500],
  ['passes on the wall clock alone, while the environment is frozen', [10, 3_600_010], 3_600_010],
  ['passes while the wall clock is set back', [500, -60_000], 500],
  ['passes on the monotonic clock alone', [500, 0], 500],
])('counts the time that %s', (_, [monotonicMillis = 0, wallMillis = 0], age) => {
  let [monotonic, wall] = [77, 1_700_000_000_000];
  const clock = startAgeClock({ monotonic: () => monotonic, wall: () => wall });
  const startedAt = clock();
  monotonic += monotonicMillis;
  wall += wallMillis;
  expect(clock() - startedAt).toBe(age);
  expect(clock() - startedAt).toBe(age);
});

it('does not run faster because it is read often', () => {
  let monotonic = 0.25;
  const wall = () => 1_700_000_000_000 + Math.floor(monotonic);
  const clock = startAgeClock({ monotonic: () => monotonic, wall });
  const startedAt = clock();
  for (let count = 0; count < 1_000; count += 1) {
    monotonic += 0.25;
    clock();
  }
  expect(clock() - startedAt).toBe(250);
});

it('counts many short times in which the environment was frozen', () => {
  let [monotonic, wall] = [0, 1_700_000_000_000];
  const clock = startAgeClock({ monotonic: () => monotonic, wall: () => wall });
  const startedAt = clock();
  for (let count = 0; count < 1_000; count += 1) {
    monotonic += 4;
    wall += 5;
    clock();
  }
  expect(clock() - startedAt).toBe(5_000);
});

it('follows the clocks of the process', () => {
  const clock = startAgeClock();
  const startedAt = clock();
  expect(clock()).toBeGreaterThanOrEqual(startedAt);
});
