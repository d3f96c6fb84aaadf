import { describe, expect, it } from 'vitest';
import type { ColdStart } from '../../../bench/cold-start/time-start';
import type { Figures } from '../../../bench/report/figures';
import { isMet, type Measured, readGoals } from '../../../bench/report/goals';
import { composeFigures, spreadAround } from './compose-figures';

const NOTHING: Measured = {
  figures: [],
  ownCode: undefined,
  memory: undefined,
  starts: undefined,
};

function findGoal(measured: Partial<Measured>, name: string) {
  return readGoals({ ...NOTHING, ...measured }).find((goal) => goal.name === name);
}

function composeStart(cpuMillis: number, cpuMicros: number): ColdStart {
  const part = { millis: 0, cpuMillis };
  const parts = { node: part, load: part, firstMapping: part, firstRequest: part };
  return { ...parts, budgetClients: part, requests: [{ upTo: 99, cpuMicros }] };
}

describe('goals', () => {
  it.each<[string, Figures[], number]>([
    [
      'CPU, handler : AWS SDK, 500 KB',
      [
        composeFigures('AWS SDK', '500 KB', { cpuMicros: spreadAround(4000) }),
        composeFigures('handler', '500 KB', { cpuMicros: spreadAround(1000) }),
        composeFigures('handler', '500 KB', { cpuMicros: spreadAround(9000), concurrency: 16 }),
      ],
      0.25,
    ],
    [
      "CPU, OpenAI's wire : Converse, 200 events",
      [
        composeFigures('handler', '200 events', { cpuMicros: spreadAround(2000) }),
        composeFigures('chat', '200 events', { cpuMicros: spreadAround(2200) }),
      ],
      1.1,
    ],
    [
      'calls/s, router : Portkey, 20 KB, 16 at once',
      [
        composeFigures('Portkey', '20 KB', { callsPerSecond: spreadAround(400), concurrency: 16 }),
        composeFigures('router', '20 KB', { callsPerSecond: spreadAround(1000), concurrency: 16 }),
        composeFigures('router', '20 KB', { callsPerSecond: spreadAround(9) }),
      ],
      2.5,
    ],
  ])('compare contenders in one case: %s', (name, figures, value) => {
    expect(findGoal({ figures }, name)).toMatchObject({ value });
  });

  it('compare starts on loopback with those of the baseline', () => {
    const starts = [
      { bundle: 'this', latencyMillis: 0, starts: [composeStart(20, 500)] },
      { bundle: 'baseline', latencyMillis: 0, starts: [composeStart(40, 1_000)] },
      { bundle: 'this', latencyMillis: 15, starts: [composeStart(90, 0)] },
    ] as const;
    expect(findGoal({ starts }, 'CPU, cold start : baseline')?.value).toBe(0.5);
    expect(findGoal({ starts }, 'CPU, first 100 requests : baseline')?.value).toBe(0.5);
  });

  it('read the highest peak of large bodies, and the last mark of small ones', () => {
    const memory = {
      growth: [1, 2].map((mark) => ({ afterRequests: mark, rssBytes: mark * 64 * 1024 * 1024 })),
      peaks: [
        { caseName: '1 KB', peakRssBytes: 999 * 1024 * 1024 },
        { caseName: '5 MB image', peakRssBytes: 190 * 1024 * 1024 },
        { caseName: '5 MB text', peakRssBytes: 180 * 1024 * 1024 },
      ],
    };
    expect(findGoal({ memory }, 'peak with 5 MB bodies, MB of 256')?.value).toBe(190);
    expect(findGoal({ memory }, 'memory after 10,000 requests, MB')?.value).toBe(128);
  });

  it('have no value for what was not measured', () => {
    expect(readGoals(NOTHING).filter(({ value }) => value !== undefined)).toEqual([]);
  });

  it.each([
    [true, 0.5, true],
    [true, 0.51, false],
    [false, 0.5, true],
    [false, 0.49, false],
    [true, undefined, undefined],
  ])('with an upper limit (%s) of 0.5 at %s: met is %s', (isUpperLimit, value, met) => {
    expect(isMet({ name: '', limit: 0.5, isUpperLimit, value })).toBe(met);
  });
});
