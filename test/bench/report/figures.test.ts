import { describe, expect, it } from 'vitest';
import { computeFigures } from '../../../bench/report/figures';

/** A window with these latencies. */
function composeWindow(latencyMicros: readonly number[], p50 = 0) {
  const calls = latencyMicros.length;
  return { calls, elapsedMillis: 500, p50, firstByteP50: 0, cpuMicrosPerCall: 0, latencyMicros };
}

type Window = ReturnType<typeof composeWindow>;

function computeHandler(handler: readonly Window[], bare: readonly Window[]) {
  const place = { caseName: '1 KB', concurrency: 1 };
  const cells = [
    { ...place, contender: 'bare HTTP', windows: bare },
    { ...place, contender: 'handler', windows: handler },
  ];
  return computeFigures({ cells }).find(({ contender }) => contender === 'handler');
}

const FAST = Array.from({ length: 50 }, () => 1_000);
const WITH_TWO_SLOW = [...FAST.slice(2), 9_000, 9_000];

describe('added p99', () => {
  it('is that of all rounds together minus that of bare HTTP', () => {
    const handler = [composeWindow(FAST), composeWindow(WITH_TWO_SLOW)];
    const bare = [composeWindow(FAST), composeWindow(FAST)];
    expect(computeHandler(handler, bare)?.addedP99).toBe(8);
  });

  it('does not follow the one slowest call of a hundred', () => {
    const handler = [composeWindow(FAST), composeWindow([...FAST.slice(1), 9_000])];
    const bare = [composeWindow(FAST), composeWindow(FAST)];
    expect(computeHandler(handler, bare)?.addedP99).toBe(0);
  });

  it.each([
    ['the contender', [composeWindow(FAST.slice(1)), composeWindow(FAST)], 2],
    ['bare HTTP', [composeWindow(FAST), composeWindow(FAST)], 1],
  ])('is left out if %s has fewer than 100 calls', (_, handler, bareRounds) => {
    const bare = Array.from({ length: bareRounds }, () => composeWindow(FAST));
    expect(computeHandler(handler, bare)?.addedP99).toBeUndefined();
  });
});

it('compares the middle call with that of the same round', () => {
  const handler = [composeWindow(FAST, 5), composeWindow(FAST, 9), composeWindow(FAST, 4)];
  const bare = [composeWindow(FAST, 2), composeWindow(FAST, 3), composeWindow(FAST, 2)];
  expect(computeHandler(handler, bare)?.addedP50.median).toBe(3);
});
