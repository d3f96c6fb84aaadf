import { describe, expect, it } from 'vitest';
import type { ErrorKind, FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { runRouter } from '../../clients/run-router';
import {
  type Action,
  askRoute,
  GEMMA,
  GLOBAL,
  listArrivals,
  planFailures,
  readTold,
  US,
} from './ask-route';

const ACTIONS: readonly Action[] = [
  'converse',
  'converse-stream',
  'invoke',
  'invoke-with-response-stream',
];
const LITE = 'us.amazon.nova-lite-v1:0';

/** A candidate is left alone after three failures in a row, so every case clears its failures by a success. */
const router = runRouter({
  settings: {
    operations: {
      tiers: `${US}:flex,${US}`,
      pools: `${US}:flex,${US},${GLOBAL}:flex`,
      models: `${US}:flex,${GEMMA}:priority`,
      untiered: `${LITE}:flex,${GLOBAL}`,
    },
  },
});

const at = (modelId: string, kind: ErrorKind, times = 1): FailureRule => ({ modelId, kind, times });

describe.each(ACTIONS)('a call of %s', (action) => {
  it.each([
    ['unavailable', 503],
    ['internal', 500],
    ['timeout', 408],
    ['not-ready', 429],
  ] as const)('is made once more after %s', async (kind, status) => {
    planFailures(router, at(US, kind));
    const answer = await askRoute(router, 'tiers', { action });
    expect(readTold(answer)).toEqual({
      status: 200,
      attempts: [`${US}:flex=${status}`, `${US}:flex=200`],
      tierFallback: undefined,
    });
    expect(listArrivals(router)).toEqual(readTold(answer).attempts);
  });

  it('is made once more after a broken connection', async () => {
    planFailures(router, { kind: 'cut', at: 'before-reply' });
    expect(readTold(await askRoute(router, 'tiers', { action }))).toEqual({
      status: 200,
      attempts: [`${US}:flex=unreachable`, `${US}:flex=200`],
      tierFallback: undefined,
    });
  });

  it('goes to the next tier for capacity', async () => {
    planFailures(router, at(US, 'unavailable', 2));
    const answer = await askRoute(router, 'tiers', { action });
    expect(readTold(answer)).toEqual({
      status: 200,
      attempts: [`${US}:flex=503`, `${US}:flex=503`, `${US}=200`],
      tierFallback: 'capacity',
    });
    expect(listArrivals(router)).toEqual(readTold(answer).attempts);
    await askRoute(router, 'tiers', { action });
  });

  it('goes to another pool for quota', async () => {
    planFailures(router, at(US, 'throttle'));
    const answer = await askRoute(router, 'pools', { action });
    expect(readTold(answer)).toEqual({
      status: 200,
      attempts: [`${US}:flex=429`, `${GLOBAL}:flex=200`],
      tierFallback: 'quota',
    });
    expect(answer.headers['x-router-model-id']).toBe(GLOBAL);
    await askRoute(router, 'tiers', { action });
  });

  it('gets the 429 where only tiers of the same model are left', async () => {
    planFailures(router, at(US, 'throttle'));
    const answer = await askRoute(router, 'tiers', { action });
    expect(readTold(answer)).toEqual({
      status: 429,
      attempts: [`${US}:flex=429`],
      tierFallback: undefined,
    });
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body).toEqual(router.arrival.replyBody);
    await askRoute(router, 'tiers', { action });
  });

  it.each([
    ['model-error', 424],
    ['access-denied', 403],
  ] as const)('gets %s unchanged', async (kind, status) => {
    planFailures(router, at(US, kind));
    const answer = await askRoute(router, 'models', { action });
    expect(readTold(answer)).toMatchObject({ status, attempts: [`${US}:flex=${status}`] });
    expect(answer.body).toEqual(router.arrival.replyBody);
  });

  it('stays where it was sent if it is strict', async () => {
    planFailures(router, at(US, 'unavailable', 2));
    const headers = { 'x-router-strict-tier': 'true' };
    const answer = await askRoute(router, 'models', { action, headers });
    expect(readTold(answer)).toEqual({
      status: 503,
      attempts: [`${US}:flex=503`, `${US}:flex=503`],
      tierFallback: undefined,
    });
    expect(answer.headers['retry-after']).toBe('2');
    await askRoute(router, 'tiers', { action });
  });
});

describe.each(['converse', 'converse-stream'] as const)('a call of %s', (action) => {
  it('goes to another model, in its own tier', async () => {
    planFailures(router, at(US, 'throttle'));
    const answer = await askRoute(router, 'models', { action });
    expect(readTold(answer)).toEqual({
      status: 200,
      attempts: [`${US}:flex=429`, `${GEMMA}:priority=200`],
      tierFallback: 'quota',
    });
    await askRoute(router, 'tiers', { action });
  });
});

describe.each(['invoke', 'invoke-with-response-stream'] as const)('a call of %s', (action) => {
  it('does not go to another model, whose format its body has not', async () => {
    planFailures(router, at(US, 'throttle'));
    const answer = await askRoute(router, 'models', { action });
    expect(readTold(answer)).toMatchObject({ status: 429, attempts: [`${US}:flex=429`] });
    await askRoute(router, 'tiers', { action });
  });
});

it('a refused tier is left out, once at the cost of a call and then at none', async () => {
  expect(readTold(await askRoute(router, 'untiered'))).toEqual({
    status: 200,
    attempts: [`${LITE}:flex=400`, `${LITE}=200`],
    tierFallback: 'unsupported',
  });
  expect(readTold(await askRoute(router, 'untiered'))).toEqual({
    status: 200,
    attempts: [`${LITE}=200`],
    tierFallback: 'unsupported',
  });
});
