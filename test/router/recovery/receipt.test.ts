import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, US } from './ask-route';

const router = runRouter({
  settings: { operations: { extraction: `${US}:flex,${US},${GEMMA}:flex`, summary: `${US}:flex` } },
});

it('names every call with its tier, its status and its time', async () => {
  planFailures(
    router,
    { modelId: US, tier: 'flex', kind: 'unavailable', times: 2 },
    { modelId: US, tier: 'default', kind: 'throttle' },
    { modelId: GEMMA, kind: 'slow', milliseconds: 60 },
  );
  const { headers } = await askRoute(router, 'extraction');
  expect(headers['x-router-attempts']).toMatch(
    /^us\.amazon\.nova-2-lite-v1:0:flex=503;\d+ms,us\.amazon\.nova-2-lite-v1:0:flex=503;\d+ms,us\.amazon\.nova-2-lite-v1:0=429;\d+ms,google\.gemma-3-27b-it:flex=200;\d+ms$/,
  );
  const lastMillis = Number(/(\d+)ms$/.exec(String(headers['x-router-attempts']))?.[1]);
  expect(lastMillis).toBeGreaterThanOrEqual(59);
  const receipt = await router.log.receiptOf('extraction');
  expect(receipt).toMatchObject({
    tier_fallback: 'quota',
    model_id: GEMMA,
    attempts: [
      { model_id: US, tier: 'flex', result: 503 },
      { model_id: US, tier: 'flex', result: 503 },
      { model_id: US, tier: 'default', result: 429 },
      { model_id: GEMMA, tier: 'flex', result: 200 },
    ],
  });
  expect(await router.log.metricsOf('extraction')).toMatchObject({
    ModelId: GEMMA,
    TierFallbacks: 1,
    Invocations: 1,
  });
});

it.each(['converse-stream', 'invoke-with-response-stream'] as const)(
  'names one call of %s that was cut after its first byte: what was sent is not called again',
  async (action) => {
    planFailures(router, { kind: 'cut', at: 'between-frames' });
    const answer = await askRoute(router, 'summary', { action });
    expect(answer.isCut).toBe(true);
    expect(answer.headers['x-router-attempts']).toMatch(
      /^us\.amazon\.nova-2-lite-v1:0:flex=200;\d+ms$/,
    );
    expect(router.arrivals).toHaveLength(1);
  },
);
