import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: {
    firstByteTimeoutsSeconds: { priority: 0.5, flex: 30 },
    operations: {
      hasty: `${US}:priority,${GEMMA}`,
      patient: `${US}:flex,${GEMMA}`,
      alone: `${US}:priority`,
    },
  },
});

describe.each(['converse', 'converse-stream'] as const)(
  'a silent Bedrock, asked by %s',
  (action) => {
    it('is left after the timeouts of the tier', async () => {
      planFailures(router, { kind: 'hang', modelId: US });
      expect(readTold(await askRoute(router, 'hasty', { action }))).toEqual({
        status: 200,
        attempts: [`${US}:priority=silent`, `${GEMMA}=200`],
        tierFallback: 'capacity',
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
  },
);

it('a silent Bedrock is the router’s own 408, and is called once', async () => {
  planFailures(router, { kind: 'hang' });
  const answer = await askRoute(router, 'alone');
  expect(readTold(answer)).toEqual({
    status: 408,
    attempts: [`${US}:priority=silent`],
    tierFallback: undefined,
  });
  expect(answer.headers['x-router-error']).toBe('timed-out');
  expect(answer.body.toString()).toBe('{"message":"Amazon Bedrock sent nothing for 0.5 s"}');
});
