import { beforeAll, expect, it } from 'vitest';
import { catalogParameter, DEFAULT_PARAMETER_PREFIX } from '../../../lambda/contract';
import { runRouter } from '../../clients/run-router';
import { until } from '../support';
import { askRoute, GEMMA, planFailures, readTold } from './ask-route';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const STRICT = { headers: { 'x-router-strict-tier': 'true' } };

const router = runRouter({
  settings: {
    operations: { denied: `${CLAUDE}:flex`, failing: `${HAIKU}:flex`, wrong: `${GEMMA}:flex` },
    mappingMaxAgeSeconds: 0,
  },
});

/** A catalog that is wrong about Gemma, whose flex tier the emulator serves. */
beforeAll(async () => {
  const models = [{ id: GEMMA, tiers: ['default'] }];
  router.parameters.put({
    name: catalogParameter(DEFAULT_PARAMETER_PREFIX),
    type: 'String',
    value: JSON.stringify({ readAt: '2026-11-28T04:00:00Z', models }),
  });
  await until(async () => (await fetch(`${router.url}/v1/models/${GEMMA}:flex`)).status === 404);
});

it('a tier that the catalog denies is asked once, and then left out', async () => {
  const served = { status: 200, tierFallback: 'unsupported' };
  expect(readTold(await askRoute(router, 'denied'))).toEqual({
    ...served,
    attempts: [`${CLAUDE}:flex=400`, `${CLAUDE}=200`],
  });
  const answer = await askRoute(router, 'denied');
  expect(readTold(answer)).toEqual({ ...served, attempts: [`${CLAUDE}=200`] });
  expect(answer.headers['x-router-requested-tier']).toBe('flex');
  expect(readTold(await askRoute(router, 'denied', STRICT))).toMatchObject({
    status: 400,
    attempts: [`${CLAUDE}:flex=400`],
  });
});

it('a tier that catalog and model deny is left out even if the call without it failed', async () => {
  planFailures(router, { modelId: HAIKU, kind: 'model-error' });
  for (const attempts of [[`${HAIKU}:flex=400`, `${HAIKU}=424`], [`${HAIKU}=200`]]) {
    expect(readTold(await askRoute(router, 'failing')).attempts).toEqual(attempts);
  }
});

it('a tier that the catalog denies is believed once the model has taken it', async () => {
  for (let request = 0; request < 3; request += 1) {
    expect(readTold(await askRoute(router, 'wrong'))).toEqual({
      status: 200,
      attempts: [`${GEMMA}:flex=200`],
      tierFallback: undefined,
    });
  }
});
