import { expect, it } from 'vitest';
import { startStopwatch } from '../../../lambda/app/stopwatch';
import { FakeClock } from '../../fakes/fake-clock';

it('counts from its start', () => {
  const clock = new FakeClock(500);
  const stopwatch = startStopwatch(clock.read);
  clock.advance(70);
  expect(stopwatch.read()).toEqual({ startedAt: 500, totalMillis: 70, bedrockMillis: 0 });
});

it('adds up the waits for Bedrock and leaves the rest to the router', async () => {
  const clock = new FakeClock(0);
  const stopwatch = startStopwatch(clock.read);
  clock.advance(3);
  await stopwatch.timeBedrock(async () => clock.advance(200));
  clock.advance(4);
  await stopwatch.timeBedrock(async () => clock.advance(50));
  clock.advance(5);
  expect(stopwatch.read()).toEqual({ startedAt: 0, totalMillis: 262, bedrockMillis: 250 });
});

it('hands over what was waited for', async () => {
  const stopwatch = startStopwatch(new FakeClock().read);
  expect(await stopwatch.timeBedrock(async () => 'reply')).toBe('reply');
});

it('counts a wait that fails', async () => {
  const clock = new FakeClock(0);
  const stopwatch = startStopwatch(clock.read);
  const failing = stopwatch.timeBedrock(async () => {
    clock.advance(30);
    throw new Error('gone');
  });
  await expect(failing).rejects.toThrow('gone');
  expect(stopwatch.read()).toMatchObject({ totalMillis: 30, bedrockMillis: 30 });
});
