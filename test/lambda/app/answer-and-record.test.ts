import { expect, it } from 'vitest';
import { recordUnrouted } from '../../../lambda/app/answer-and-record';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { breakUnplanned, refuseUnplanned } from '../../../lambda/core/receipts/outcome';
import { fakeRouter } from '../../fakes/fake-router';

const BUG = new TypeError('the path exploded');
const UNKNOWN_PATH = new RouterError('unknown-path', 'there is nothing at /');

it.each([
  ['is refused', refuseUnplanned(UNKNOWN_PATH), 404, 'unknown-path', undefined],
  ['meets a bug', breakUnplanned(BUG), 500, 'unknown', BUG],
])(
  'a request that %s before it is routed has a receipt without a plan and without time',
  (...row) => {
    const [, outcome, status, code, cause] = row;
    const router = fakeRouter();
    const origin = { callerId: 'key-1', sessionId: undefined, traceId: undefined };
    recordUnrouted({ requestId: 'request-1', origin, outcome }, router);
    expect(router.telemetry.receipts).toEqual([
      {
        requestId: 'request-1',
        origin,
        asked: undefined,
        served: undefined,
        failure: { code, cause },
        attempts: [],
        status,
        times: { startedAt: 1_000, totalMillis: 0, bedrockMillis: 0 },
        firstTokenMillis: undefined,
      },
    ]);
  },
);
