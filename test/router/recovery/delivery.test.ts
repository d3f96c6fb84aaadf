import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { type Action, askRoute, GLOBAL, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: { operations: { extraction: `${US}:flex,${GLOBAL}:flex`, alone: `${US}:flex` } },
});

const ACTIONS: readonly Action[] = [
  'converse',
  'converse-stream',
  'invoke',
  'invoke-with-response-stream',
];

describe.each(ACTIONS)('%s', (action) => {
  it('that was delivered and lost is not sent to the same candidate again', async () => {
    planFailures(router, { kind: 'cut', at: 'before-reply', milliseconds: 400, modelId: US });
    expect(readTold(await askRoute(router, 'extraction', { action }))).toEqual({
      status: 200,
      attempts: [`${US}:flex=broken`, `${GLOBAL}:flex=200`],
      tierFallback: 'silence',
    });
    expect(router.arrivals.map(({ modelId }) => modelId)).toEqual([US, GLOBAL]);
  });

  it('that was lost with its last candidate is the router’s 503', async () => {
    planFailures(router, { kind: 'cut', at: 'before-reply', milliseconds: 400 });
    const answer = await askRoute(router, 'alone', { action });
    expect(readTold(answer)).toMatchObject({ status: 503, attempts: [`${US}:flex=broken`] });
    expect(answer.headers['x-router-error']).toBe('reply-broken');
    expect(router.arrivals).toHaveLength(1);
    await askRoute(router, 'alone', { action });
  });

  it('for which Bedrock’s own time ran out goes to the next candidate', async () => {
    planFailures(router, { kind: 'timeout' });
    expect(readTold(await askRoute(router, 'extraction', { action }))).toEqual({
      status: 200,
      attempts: [`${US}:flex=408`, `${GLOBAL}:flex=200`],
      tierFallback: 'silence',
    });
    await askRoute(router, 'alone', { action });
  });

  it('is served although every idle connection was closed', async () => {
    const ask = () => askRoute(router, 'extraction', { action });
    await Promise.all(Array.from({ length: 8 }, ask));
    planFailures(router, { kind: 'stale', rate: 1 });
    expect(readTold(await ask()).status).toBe(200);
    await askRoute(router, 'alone', { action });
  });
});
