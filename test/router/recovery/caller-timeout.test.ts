import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: { requestTimeoutSeconds: 30, operations: { extraction: `${US}:flex,${GEMMA}` } },
});

const within = (millis: string) => ({ headers: { 'x-router-timeout-ms': millis } });

describe('the caller’s time', () => {
  it.each(['converse', 'converse-stream'] as const)('shortens a call of %s', async (action) => {
    planFailures(router, { kind: 'hang' });
    const answer = await askRoute(router, 'extraction', { action, ...within('1000') });
    expect(readTold(answer)).toEqual({
      status: 408,
      attempts: [`${US}:flex=silent`],
      tierFallback: undefined,
    });
    expect(answer.body.toString()).toBe('{"message":"the request did not end within its 1 s"}');
    expect(router.arrivals).toHaveLength(1);
  });

  it('leaves no attempt to begin in its last second', async () => {
    planFailures(router, { kind: 'unavailable' });
    const answer = await askRoute(router, 'extraction', within('900'));
    expect(readTold(answer)).toMatchObject({ status: 503, attempts: [`${US}:flex=503`] });
    expect(router.arrivals).toHaveLength(1);
  });

  it('is in the receipt of a request that it ends', async () => {
    planFailures(router, { kind: 'unavailable' }, { kind: 'hang' });
    const answer = await askRoute(router, 'extraction', within('3000'));
    expect(readTold(answer)).toMatchObject({
      status: 408,
      attempts: [`${US}:flex=503`, `${US}:flex=silent`],
    });
  });

  it('does not lengthen the router’s', async () => {
    expect((await askRoute(router, 'extraction', within('999999999'))).status).toBe(200);
  });

  it.each(['0', '-5', '1.5', 'soon', '12345678901'])('may not be %s', async (millis) => {
    const answer = await askRoute(router, 'extraction', within(millis));
    expect(answer.status).toBe(400);
    expect(answer.headers['x-router-error']).toBe('invalid-header');
    expect(answer.headers['x-router-attempts']).toBeUndefined();
    expect(router.arrivals).toEqual([]);
  });
});
