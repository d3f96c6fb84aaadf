import { expect, it } from 'vitest';
import { formatGoals } from '../../../bench/report/format-goals';

it('prints the judged value, the verdict and the value beside it', () => {
  const printed = formatGoals([
    {
      name: 'one call at a time',
      judged: 'handler',
      beside: 'router with front',
      goals: [
        { name: 'CPU', limit: 1, isUpperLimit: true, value: 0.912, besideValue: 1.349 },
        { name: 'rate', limit: 3, isUpperLimit: false, value: 2, besideValue: undefined },
      ],
    },
    {
      name: 'by itself',
      judged: 'here',
      goals: [{ name: 'import, ms', limit: 70, isUpperLimit: true, value: undefined }],
    },
  ]);
  expect(printed.split('\n')).toEqual([
    'Goals: one call at a time  limit  handler          router with front',
    'CPU                        ≤ 1    0.91     met     1.35',
    'rate                       ≥ 3    2.00     missed  –',
    '',
    'Goals: by itself  limit  here',
    'import, ms        ≤ 70   –     not measured',
  ]);
});
