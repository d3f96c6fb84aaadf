import { expect, it } from 'vitest';
import { runJobsSoak } from '../../../soak/jobs/run';

it('ends every job of a bad hour, and accounts for it', async () => {
  const totals = await runJobsSoak({ jobs: 40, seed: 11, pauseScale: 0.001 });
  expect(totals).toMatchObject({ jobs: 40, violations: [] });
  expect(totals.crashes).toBeGreaterThan(10);
  expect(totals.endings.get('SUCCEEDED')).toBeGreaterThan(30);
});
