import { expect, it } from 'vitest';
import { formatGoals } from '../../../bench/report/format-goals';

it('prints limit, value and verdict of each goal', () => {
  const printed = formatGoals([
    { name: 'CPU', limit: 1, isUpperLimit: true, value: 0.912 },
    { name: 'rate', limit: 3, isUpperLimit: false, value: 2 },
    { name: 'peak, MB', limit: 200, isUpperLimit: true, value: undefined },
  ]);
  expect(printed.split('\n')).toEqual([
    'Goals     limit  here',
    'CPU       ≤ 1    0.91  met',
    'rate      ≥ 3    2.00  missed',
    'peak, MB  ≤ 200  –     not measured',
  ]);
});
