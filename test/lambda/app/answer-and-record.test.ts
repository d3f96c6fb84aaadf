import { expect, it } from 'vitest';
import { recordUnrouted } from '../../../lambda/app/answer-and-record';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { refuseUnplanned } from '../../../lambda/core/receipts/outcome';
import { fakeRouter } from '../../fakes/fake-router';

it('a request that is not routed has a receipt without a plan and without time', () => {
  const router = fakeRouter();
  const origin = { callerId: 'key-1', sessionId: undefined, traceId: undefined };
  const outcome = refuseUnplanned(new RouterError('unknown-path', 'there is nothing at /'));
  recordUnrouted({ requestId: 'request-1', origin, outcome }, router);
  expect(router.telemetry.receipts).toEqual([
    {
      requestId: 'request-1',
      origin,
      asked: undefined,
      served: undefined,
      failure: { code: 'unknown-path', cause: undefined },
      attempts: [],
      status: 404,
      times: { startedAt: 1_000, totalMillis: 0, bedrockMillis: 0 },
      firstTokenMillis: undefined,
    },
  ]);
});
