import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: { operations: { extraction: `${US}:flex,${GEMMA}:flex`, alone: `${US}:flex` } },
});

it('a candidate that failed three times in a row is passed over, and metrics and log say so', async () => {
  planFailures(router, { modelId: US, kind: 'unavailable', rate: 1 });
  expect(readTold(await askRoute(router, 'alone')).attempts).toHaveLength(2);
  expect(readTold(await askRoute(router, 'alone')).attempts).toHaveLength(2);
  const answer = await askRoute(router, 'extraction');
  expect(readTold(answer)).toEqual({
    status: 200,
    attempts: [`${GEMMA}:flex=200`],
    tierFallback: 'cooldown',
  });
  expect(answer.headers['x-router-model-id']).toBe(GEMMA);
  expect(answer.headers['x-router-requested-tier']).toBe('flex');
  expect(await router.log.receiptOf('extraction')).toMatchObject({
    tier_fallback: 'cooldown',
    model_id: GEMMA,
    attempts: [{ model_id: GEMMA, tier: 'flex', result: 200 }],
  });
  expect(await router.log.metricsOf('extraction')).toMatchObject({
    ModelId: GEMMA,
    TierFallbacks: 1,
    Invocations: 1,
  });
});
