import { expect, it } from 'vitest';
import { countWriteUnits } from '../../../bench/sections/count-write-units';

it('a request takes two write units beside 27 others of its caller, and two more for the next', async () => {
  expect(await countWriteUnits([0, 27, 28])).toEqual([
    { underWay: 0, reserve: 1, settle: 1 },
    { underWay: 27, reserve: 1, settle: 1 },
    { underWay: 28, reserve: 2, settle: 2 },
  ]);
});
