import { expect, it } from 'vitest';
import { formatRatios } from '../../../bench/report/format-ratios';
import { composeFigures, spreadAround } from './compose-figures';

it('prints the CPU of each contender as a multiple of the SDK’s in the same case', () => {
  const printed = formatRatios([
    composeFigures('AWS SDK', '1 KB', { cpuMicros: spreadAround(400) }),
    composeFigures('handler', '1 KB', { cpuMicros: spreadAround(300) }),
    composeFigures('AWS SDK', '1 KB', { cpuMicros: spreadAround(200), concurrency: 16 }),
  ]);
  expect(printed.split('\n')).toEqual([
    'CPU : AWS SDK',
    'case @ calls  AWS SDK  handler',
    '1 KB @1       1.00     0.75',
    '1 KB @16      1.00     –',
  ]);
});
