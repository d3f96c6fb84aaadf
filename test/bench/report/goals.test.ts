import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../bench/report/figures';
import { isMet, readGoals } from '../../../bench/report/goals';
import { composeFigures, spreadAround } from './compose-figures';

function findGoal(figures: readonly Figures[], name: string) {
  const groups = readGoals({ figures, ownCode: [], memory: [], importMillis: 52 });
  return groups.flatMap(({ goals }) => goals).find((goal) => goal.name === name);
}

describe('goals', () => {
  it('judge the CPU of the handler beside that of the router', () => {
    const figures = [
      composeFigures('AWS SDK', '500 KB', { cpuMicros: spreadAround(4000) }),
      composeFigures('handler', '500 KB', { cpuMicros: spreadAround(2000) }),
      composeFigures('router', '500 KB', { cpuMicros: spreadAround(3000) }),
      composeFigures('router', '500 KB', { cpuMicros: spreadAround(9000), concurrency: 16 }),
    ];
    expect(findGoal(figures, 'CPU : SDK, 500 KB')).toEqual({
      name: 'CPU : SDK, 500 KB',
      limit: 0.5,
      isUpperLimit: true,
      value: 0.5,
      besideValue: 0.75,
    });
  });

  it('judge the first byte after a pause', () => {
    const figures = [
      composeFigures('handler', '200 events, paused', { addedFirstByte: spreadAround(0.65) }),
      composeFigures('router', '200 events, paused', { addedFirstByte: spreadAround(1.18) }),
      composeFigures('handler', '200 events', { addedFirstByte: spreadAround(7) }),
    ];
    const goal = findGoal(figures, 'first byte added, ms');
    expect([goal?.value, goal?.besideValue]).toEqual([0.65, 1.18]);
  });

  it('compare 16 at once with Portkey, beside the minimal gateway on the SDK', () => {
    const busy = { concurrency: 16 };
    const figures = [
      composeFigures('Portkey', '1 KB', { ...busy, callsPerSecond: spreadAround(1000) }),
      composeFigures('router', '1 KB', { ...busy, callsPerSecond: spreadAround(950) }),
      composeFigures('SDK gateway', '1 KB', { ...busy, callsPerSecond: spreadAround(900) }),
    ];
    const goal = findGoal(figures, '1 KB');
    expect([goal?.value, goal?.besideValue]).toEqual([0.95, 0.9]);
  });

  it('have no value if one of the two was not measured', () => {
    const figures = [composeFigures('handler', '1 KB', { cpuMicros: spreadAround(700) })];
    expect(findGoal(figures, 'CPU : SDK, 1 KB')).toMatchObject({ value: undefined });
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
