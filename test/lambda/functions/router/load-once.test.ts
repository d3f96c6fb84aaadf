import { expect, it } from 'vitest';
import { loadOnce } from '../../../../lambda/functions/router/load-once';

it('loads once for all who ask, also at the same time', async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    return loads;
  });
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

it('loads again after a failure', async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not there yet');
    return loads;
  });
  await expect(load()).rejects.toThrow('not there yet');
  expect(await load()).toBe(2);
});
