import { expect, it } from 'vitest';
import { CASES } from '../../../bench/cases';
import { formatCase } from '../../../bench/report/tables';
import { composeFigures } from './compose-figures';

it('prints a p99 if there are enough calls, and a dash if not', () => {
  const [benchCase] = CASES;
  if (benchCase === undefined) throw new Error('there is no case');
  const printed = formatCase(benchCase, [
    composeFigures('handler', '1 KB', { addedP99: 1.326 }),
    composeFigures('router', '1 KB', { addedP99: undefined }),
  ]);
  expect(printed.split('\n').slice(1)).toEqual([
    'contender  at once  +p50 ms     +p99 ms  requests/s  CPU µs',
    'handler    1        0.00 ±0.00  1.33     0 ±0        0 ±0',
    'router     1        0.00 ±0.00  –        0 ±0        0 ±0',
  ]);
});
