import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startEnvironments } from './start-environments';

const ENVIRONMENTS = 50;
const QUOTA = 40;
const SECOND = 1_000;

interface Answered {
  readonly status: number;
  /** Since the start. */
  readonly atMillis: number;
}

it.each([
  ['40 reads a second', 0],
  ['40 reads a second after three seconds without any', 3 * SECOND],
])(
  'environments with keys that start together refuse nobody after ten seconds of %s',
  async (_, outageMillis) => {
    const { aws, start } = await startEnvironments(({ parameterStore }) =>
      parameterStore.limitReads(outageMillis === 0 ? QUOTA : 0),
    );
    const environments = Array.from({ length: ENVIRONMENTS }, start);
    const startedAt = performance.now();
    const elapsed = () => performance.now() - startedAt;
    const answers: Answered[] = [];
    const keepAsking = async (ask: () => Promise<number>) => {
      while (elapsed() < 15 * SECOND) {
        answers.push({ status: await ask(), atMillis: elapsed() });
        await wait(SECOND / 4);
      }
    };
    const quotaReturns = wait(outageMillis).then(() => aws.parameterStore.limitReads(QUOTA));
    await Promise.all([quotaReturns, ...environments.map(keepAsking)]);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.filter(({ atMillis }) => atMillis > 10 * SECOND)).toEqual([]);
    expect(answers.length).toBeGreaterThan(10 * ENVIRONMENTS);
  },
);
