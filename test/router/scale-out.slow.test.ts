import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startEnvironments } from './start-environments';

const ENVIRONMENTS = 50;
const QUOTA = 40;
const SECOND = 1_000;
/** How often each environment may read on average until it is served: ten seconds with their pauses. */
const MOST_READS = 10;

it.each([
  ['40 reads a second', 0],
  ['40 reads a second after three seconds without any', 3 * SECOND],
])('environments with keys that start together are soon served, by %s', async (_, outageMillis) => {
  const { aws, start } = await startEnvironments(({ parameterStore }) =>
    parameterStore.limitReads(outageMillis === 0 ? QUOTA : 0),
  );
  const environments = Array.from({ length: ENVIRONMENTS }, start);
  const quotaReturns = wait(outageMillis).then(() => aws.parameterStore.limitReads(QUOTA));
  await Promise.all(environments.map(askUntilServed));
  await quotaReturns;
  expect(aws.parameterStore.journal.length).toBeLessThan(MOST_READS * ENVIRONMENTS);
  for (let round = 0; round < 10; round += 1) {
    const statuses = await Promise.all(environments.map((ask) => ask()));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await wait(SECOND / 4);
  }
});

async function askUntilServed(ask: () => Promise<number>): Promise<void> {
  while ((await ask()) !== 200) await wait(SECOND / 4);
}
