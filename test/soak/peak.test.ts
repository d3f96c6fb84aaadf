import { expect, it } from 'vitest';
import { describePeak } from '../../soak/peak';

const MEGABYTE = 1024 * 1024;

it.each([
  [204, []],
  [205, ['bodies of 5 MB took 205 MB, and 205 MB are the most']],
  [230, ['bodies of 5 MB took 230 MB, and 205 MB are the most']],
  [0, ['bodies of 5 MB took 0 MB, and 205 MB are the most']],
])('a peak of %i MB, of which 204.8 are allowed', (megabytes, violations) => {
  expect(describePeak(megabytes * MEGABYTE)).toEqual(violations);
});
