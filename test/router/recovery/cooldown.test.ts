import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, readTold, US } from './ask-route';

const QWEN = 'qwen.qwen3-32b-v1:0';
const router = runRouter({
  settings: {
    operations: {
      extraction: `${US}:flex,${GEMMA}:flex`,
      alone: `${US}:flex`,
      spent: `${QWEN}:flex`,
      tiers: `${QWEN}:priority,${QWEN}`,
    },
  },
});

it('a candidate that failed three requests in a row is skipped, and metrics and log show it', async () => {
  planFailures(router, { modelId: US, kind: 'unavailable', rate: 1 });
  for (let request = 0; request < 3; request += 1) {
    expect(readTold(await askRoute(router, 'alone')).attempts).toHaveLength(2);
  }
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

it('quota rests on every tier of a model, and Retry-After says for how long', async () => {
  planFailures(router, { modelId: QWEN, kind: 'throttle', rate: 1 });
  for (const seconds of ['5', '5', '30']) {
    const answer = await askRoute(router, 'spent');
    expect(readTold(answer)).toMatchObject({ status: 429, attempts: [`${QWEN}:flex=429`] });
    expect(answer.headers['retry-after']).toBe(seconds);
  }
  const answer = await askRoute(router, 'tiers');
  expect(readTold(answer)).toMatchObject({ status: 429, attempts: [`${QWEN}:priority=429`] });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(29);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(30);
});
