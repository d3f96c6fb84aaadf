import { describe, expect, it } from 'vitest';
import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, readTold, US } from './ask-route';

const PREMIER = 'us.amazon.nova-premier-v1:0';
const PRO = 'us.amazon.nova-pro-v1:0';
const QWEN = 'qwen.qwen3-32b-v1:0';
const VOXTRAL = 'mistral.voxtral-mini-3b-2507';

const router = runRouter({
  settings: {
    operations: {
      ended: `${PREMIER}:flex,${US}:flex`,
      closed: `${PRO}:flex,${US}:flex`,
      alone: VOXTRAL,
      reworded: `${QWEN}:flex`,
      tiers: `${GEMMA}:flex`,
    },
  },
});

async function ask(operation: string, headers: Record<string, string> = {}) {
  return readTold(await askRoute(router, operation, { headers }));
}

describe.each([
  ['retired', 'ended', PREMIER, { kind: 'retired' }, 404, 'Model is retired'],
  ['no-access', 'closed', PRO, { kind: 'access-denied' }, 403, 'No access to model'],
] as const)('a model that is %s', (cause, operation, modelId, rule, status, warning) => {
  it('hands the request on, and is skipped from then on', async () => {
    planFailures(router, { ...rule, modelId, rate: 1 });
    const served = { status: 200, tierFallback: cause };
    expect(await ask(operation)).toEqual({
      ...served,
      attempts: [`${modelId}:flex=${status}`, `${US}:flex=200`],
    });
    expect(await ask(operation)).toEqual({ ...served, attempts: [`${US}:flex=200`] });
    expect(await router.log.metricsOf(operation)).toMatchObject({
      UnavailableModels: 1,
      TierFallbacks: 1,
      Invocations: 1,
    });
    const line = await router.log.find(
      (each) => String(each['message']).startsWith(warning) && each['model_id'] === modelId,
    );
    expect(line).toMatchObject({ level: 'WARN', operation, request_id: expect.any(String) });
  });
});

it('the error of the last model goes back as it came', async () => {
  planFailures(router, { kind: 'retired', rate: 1 });
  const answer = await askRoute(router, 'alone');
  expect(readTold(answer)).toEqual({
    status: 404,
    attempts: [`${VOXTRAL}=404`],
    tierFallback: undefined,
  });
  expect(answer.body).toEqual(router.arrival.replyBody);
});

describe('a tier that is refused in other words', () => {
  const refusal: FailureRule = {
    kind: 'invalid',
    message: 'This model cannot be invoked on the tier flex in this Region.',
    tier: 'flex',
    rate: 1,
  };

  it('is left out, and remembered once the call without it succeeds', async () => {
    planFailures(router, refusal);
    const served = { status: 200, tierFallback: 'unsupported' };
    expect(await ask('reworded')).toEqual({
      ...served,
      attempts: [`${QWEN}:flex=400`, `${QWEN}=200`],
    });
    expect(await ask('reworded')).toEqual({ ...served, attempts: [`${QWEN}=200`] });
  });

  it('is not remembered after a strict request, nor if the call without it fails, too', async () => {
    planFailures(router, { ...refusal, rate: 1 }, { kind: 'throttle', tier: 'default', times: 1 });
    expect(await ask('tiers', { 'x-router-strict-tier': 'true' })).toMatchObject({
      status: 400,
      attempts: [`${GEMMA}:flex=400`],
    });
    expect(await ask('tiers')).toMatchObject({
      status: 429,
      attempts: [`${GEMMA}:flex=400`, `${GEMMA}=429`],
    });
    router.bedrock.failures.clear();
    expect(await ask('tiers')).toMatchObject({ attempts: [`${GEMMA}:flex=200`] });
  });
});
