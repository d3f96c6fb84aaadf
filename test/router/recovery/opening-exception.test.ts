import { describe, expect, it } from 'vitest';
import {
  frameException,
  type StreamException,
} from '../../../local/bedrock/wire/event-stream-frame';
import { runRouter } from '../../clients/run-router';
import { askRoute, GEMMA, listArrivals, planFailures, readTold, US } from './ask-route';

const router = runRouter({
  settings: {
    operations: {
      tiers: `${US}:flex,${US}`,
      others: `${US}:flex,${GEMMA}`,
      throttled: `${US}:flex`,
      failing: `${US}:flex`,
    },
  },
});

function planOpenings(exception: StreamException, times: number): void {
  planFailures(router, { kind: 'stream-error', opening: true, exception, modelId: US, times });
}

describe.each(['converse-stream', 'invoke-with-response-stream'] as const)(
  'a %s that begins with an exception',
  (action) => {
    it.each([
      ['serviceUnavailableException', 503],
      ['internalServerException', 500],
    ] as const)('is called once more after %s', async (exception, status) => {
      planOpenings(exception, 1);
      const answer = await askRoute(router, 'tiers', { action });
      expect(readTold(answer)).toEqual({
        status: 200,
        attempts: [`${US}:flex=${status}`, `${US}:flex=200`],
        tierFallback: undefined,
      });
      expect(answer.isCut).toBe(false);
      expect(answer.body.toString('latin1')).not.toContain('xception');
      expect(router.arrivals).toHaveLength(2);
    });

    it('is called at the next candidate after modelTimeoutException', async () => {
      planOpenings('modelTimeoutException', 1);
      expect(readTold(await askRoute(router, 'tiers', { action }))).toEqual({
        status: 200,
        attempts: [`${US}:flex=408`, `${US}=200`],
        tierFallback: 'silence',
      });
      await askRoute(router, 'tiers', { action });
    });

    it('is called at the next candidate if the second does so, too', async () => {
      planOpenings('serviceUnavailableException', 2);
      expect(readTold(await askRoute(router, 'tiers', { action }))).toEqual({
        status: 200,
        attempts: [`${US}:flex=503`, `${US}:flex=503`, `${US}=200`],
        tierFallback: 'capacity',
      });
      await askRoute(router, 'tiers', { action });
    });

    it.each([
      ['throttlingException', 429],
      ['modelStreamErrorException', 424],
      ['validationException', 400],
    ] as const)('goes back byte for byte if nothing helps: %s', async (exception, status) => {
      planOpenings(exception, 1);
      const answer = await askRoute(router, 'tiers', { action });
      expect(readTold(answer)).toEqual({
        status: 200,
        attempts: [`${US}:flex=${status}`],
        tierFallback: undefined,
      });
      const frame = frameException(exception, 'Simulated failure inside a stream.');
      expect(answer.body).toEqual(Buffer.from(frame));
      expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
      expect(answer.isCut).toBe(false);
      await askRoute(router, 'tiers', { action });
    });
  },
);

it('a throttled beginning leads to another model', async () => {
  planOpenings('throttlingException', 1);
  const answer = await askRoute(router, 'others', { action: 'converse-stream' });
  expect(readTold(answer)).toEqual({
    status: 200,
    attempts: [`${US}:flex=429`, `${GEMMA}=200`],
    tierFallback: 'quota',
  });
  expect(listArrivals(router)).toEqual([`${US}:flex=200`, `${GEMMA}=200`]);
  await askRoute(router, 'tiers');
});

it('an exception after the first event is passed on, and nobody else is called', async () => {
  planFailures(router, { kind: 'stream-error', exception: 'serviceUnavailableException' });
  const answer = await askRoute(router, 'others', { action: 'converse-stream' });
  expect(readTold(answer)).toMatchObject({ status: 200, attempts: [`${US}:flex=200`] });
  expect(answer.body.toString('latin1')).toContain('serviceUnavailableException');
  expect(router.arrivals).toHaveLength(1);
});

it.each([
  ['throttled', 'throttlingException', 429, 'InvocationThrottles'],
  ['failing', 'modelStreamErrorException', 424, 'InvocationClientErrors'],
] as const)('log and metrics say how a stream ended that was %s', async (...row) => {
  const [operation, exception, status, metric] = row;
  planOpenings(exception, 1);
  await askRoute(router, operation, { action: 'converse-stream' });
  expect(await router.log.receiptOf(operation)).toMatchObject({
    status,
    bedrock_error: exception,
    attempts: [{ model_id: US, tier: 'flex', result: status }],
  });
  expect(await router.log.metricsOf(operation)).toMatchObject({ [metric]: 1 });
  await askRoute(router, 'tiers');
});
