import { expect, it } from 'vitest';
import type { Router } from '../../../lambda/app/ports';
import { routeRequest } from '../../../lambda/app/route-request';
import type { RouterRequest } from '../../../lambda/core/routing/plan-request';
import type { Snapshot } from '../../../lambda/core/settings/snapshot';
import { fakeRouter } from '../../fakes/fake-router';
import { REQUEST, startBudget } from './budgets/ask-with-budget';
import { composeInvocation } from './compose-invocation';

/** How a router with a budgeted caller refuses a request by a snapshot of this state. */
async function refuse(request: Partial<RouterRequest>, isStale: boolean): Promise<unknown> {
  const { router } = startBudget();
  const current = async (): Promise<Snapshot> => ({
    ...(await router.snapshots.current()),
    isStale,
  });
  const stale: Router = {
    ...router,
    snapshots: { ...router.snapshots, current, settled: async () => {} },
  };
  const { invocation, outcomes } = composeInvocation(fakeRouter(), { ...REQUEST, ...request });
  await routeRequest(invocation, stale);
  return outcomes[0];
}

it.each<[string, Partial<RouterRequest>, string, string]>([
  [
    'an operation',
    { destination: { kind: 'operation', name: 'summary' } },
    'unknown-operation',
    'mapping-unavailable',
  ],
  ['a policy', { callerId: 'key2' }, 'unknown-caller', 'callers-unavailable'],
  [
    'a price',
    { destination: { kind: 'model', text: 'eu.example.model-v1:0' } },
    'caller-not-allowed',
    'callers-unavailable',
  ],
])(
  'a request without %s is refused for good only if Parameter Store was read in time',
  async (_, request, code, doubted) => {
    expect(await refuse(request, false)).toMatchObject({ error: { code } });
    expect(await refuse(request, true)).toMatchObject({ error: { code: doubted } });
  },
);
