import { afterAll, beforeAll, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { type BudgetedRouter, startBudgets } from '../budgets/start-budgets';
import { post, until } from '../support';
import { ask, CACHED, NOVA, prompt } from './cached-replies';

const router = runRouter({
  settings: { operations: { cached: NOVA } },
  operationSettings: { cached: CACHED },
});

it('each asks Bedrock itself while the answers are errors', async () => {
  router.bedrock.failures.add({ kind: 'invalid', times: 8 });
  const asked = Array.from({ length: 8 }, () => ask(router, '/v1/cached', prompt('invalid')));
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual(new Array(8).fill(400));
  expect(router.arrivals).toHaveLength(8);
});

it('one takes over if the client of another leaves', async () => {
  router.bedrock.failures.add({ kind: 'hang', times: 1 });
  const leaving = new AbortController();
  const body = prompt('left');
  const left = fetch(`${router.url}/v1/cached`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: leaving.signal,
  }).catch(() => 'left');
  await until(() => router.arrivals.length === 1);
  const others = Array.from({ length: 8 }, () => ask(router, '/v1/cached', body));
  leaving.abort();
  expect(await left).toBe('left');
  const answers = await Promise.all(others);
  expect(answers.map(({ status }) => status)).toEqual(new Array(8).fill(200));
  const hits = answers.filter(({ cache }) => cache === 'hit');
  expect(router.arrivals).toHaveLength(1 + answers.length - hits.length);
  expect(hits.length).toBeGreaterThan(0);
});

let budgeted: BudgetedRouter;
beforeAll(async () => {
  const policy = { name: 'claims', budget: { limitUsd: 0.002, period: 'month' } };
  budgeted = await startBudgets({ claims0000: policy }, {}, { work: CACHED });
});
afterAll(() => budgeted.close());

it('hits charge, reserve and refuse nothing, also once the budget is spent', async () => {
  const first = await budgeted.ask('claims0000');
  expect(first.status).toBe(200);
  await until(async () => (await budgeted.read('claims0000')).spent > 0);
  const { spent } = await budgeted.read('claims0000');
  for (let count = 0; count < 20; count += 1) {
    const hit = await budgeted.ask('claims0000');
    expect([hit.status, hit.headers.get('x-router-cache')?.slice(0, 4)]).toEqual([200, 'hit;']);
  }
  expect(await budgeted.read('claims0000')).toEqual({ spent, committed: spent });
  expect(budgeted.sumLogged('claims0000')).toBe(spent);
  const other = prompt('x', { inferenceConfig: { maxTokens: 60_000 } });
  const headers = { 'x-api-key': 'claims0000'.repeat(4) };
  expect((await post(budgeted, '/v1/work', other, headers)).status).toBe(429);
  expect((await budgeted.ask('claims0000')).status).toBe(200);
});
