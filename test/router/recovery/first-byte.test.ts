import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, GLOBAL, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: {
    firstByteTimeoutsSeconds: { priority: 0.5, flex: 30 },
    operations: {
      hasty: `${US}:priority,${GLOBAL}`,
      patient: `${US}:flex,${GEMMA}`,
      alone: `${US}:priority`,
    },
  },
});

describe.each(['converse-stream', 'invoke-with-response-stream'] as const)(
  'a silent stream of %s',
  (action) => {
    it('is left after the timeout of its tier', async () => {
      planFailures(router, { kind: 'hang', modelId: US });
      expect(readTold(await askRoute(router, 'hasty', { action }))).toEqual({
        status: 200,
        attempts: [`${US}:priority=silent`, `${GLOBAL}=200`],
        tierFallback: 'silence',
      });
      expect(router.arrivals.map(({ aborted }) => aborted)).toEqual([true, false]);
      await askRoute(router, 'alone', { action });
    });

    it('is waited for longer on flex', async () => {
      planFailures(router, { kind: 'slow', modelId: US, milliseconds: 700, times: 1 });
      expect(readTold(await askRoute(router, 'patient', { action })).attempts).toEqual([
        `${US}:flex=200`,
      ]);
    });

    it('is the router’s own 408 if nothing else is left, and is called once', async () => {
      planFailures(router, { kind: 'hang' });
      const answer = await askRoute(router, 'alone', { action });
      expect(readTold(answer)).toEqual({
        status: 408,
        attempts: [`${US}:priority=silent`],
        tierFallback: undefined,
      });
      expect(answer.headers['x-router-error']).toBe('timed-out');
      expect(answer.headers['x-should-retry']).toBe('false');
      expect(answer.body.toString()).toBe('{"message":"Amazon Bedrock sent nothing for 0.5 s"}');
      await askRoute(router, 'alone', { action });
    });
  },
);

describe.each(['converse', 'invoke'] as const)('a whole answer of %s', (action) => {
  it('may take longer than the first byte of a stream', async () => {
    planFailures(router, { kind: 'slow', modelId: US, milliseconds: 700, times: 1 });
    expect(readTold(await askRoute(router, 'hasty', { action }))).toEqual({
      status: 200,
      attempts: [`${US}:priority=200`],
      tierFallback: undefined,
    });
  });

  it('has all the time of its request if no candidate is left', async () => {
    planFailures(router, { kind: 'hang' });
    const headers = { 'x-router-timeout-ms': '800' };
    const answer = await askRoute(router, 'alone', { action, headers });
    expect(readTold(answer)).toMatchObject({ status: 408, attempts: [`${US}:priority=silent`] });
    expect(answer.headers['x-should-retry']).toBe('false');
    expect(answer.body.toString()).toBe('{"message":"the request did not end within its 0.8 s"}');
  });
});
