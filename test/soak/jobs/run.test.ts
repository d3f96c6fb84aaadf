import { expect, it } from 'vitest';
import { runJobsSoak } from '../../../soak/jobs/run';

it('ends every job of a few whose workers are killed, and accounts for it', async () => {
  const totals = await runJobsSoak({ jobs: 4, seed: 3, pauseScale: 0.000_1 });
  expect(totals).toMatchObject({ jobs: 4, violations: [] });
  expect(totals.crashes).toBeGreaterThan(0);
});
