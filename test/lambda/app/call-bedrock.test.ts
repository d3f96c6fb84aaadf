import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callBedrock, discardAnswer } from '../../../lambda/app/call-bedrock';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import type { BedrockAction } from '../../../lambda/core/wire/bedrock-action';
import { composeOpeningException, composeReply, composeStream } from '../../fakes/compose-reply';
import {
  composeDeadline,
  type FakeRouter,
  fakeRouter,
  fakeTimeouts,
  NOVA,
} from '../../fakes/fake-router';
import { plan } from '../../fakes/plan';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function call(router: FakeRouter, tier: ServiceTier = 'flex', signal = AbortSignal.any([])) {
  const deadline = composeDeadline(signal);
  return callBedrock(plan(), { baseModelId: NOVA, tier }, { router, deadline, hasFallback: true });
}

const forever = () => new Promise<never>(() => {});

describe('a call', () => {
  it('calls the candidate and has its answer and its time', async () => {
    const router = fakeRouter();
    const headers = { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/coral/' };
    const reply = composeReply(429, '{"message":"slow down"}', headers);
    router.bedrock.answerNext(() => {
      router.fakeClock.advance(25);
      return reply;
    });
    expect(await call(router, 'priority')).toEqual({
      attempt: {
        candidate: { baseModelId: NOVA, tier: 'priority' },
        result: {
          kind: 'answered',
          status: 429,
          exception: 'ThrottlingException',
          message: 'slow down',
        },
        millis: 25,
      },
      answer: reply,
    });
    expect(router.bedrock.requests).toMatchObject([{ baseModelId: NOVA }]);
    expect(router.bedrock.bodies).toEqual(['{"serviceTier":{"type":"priority"},"messages":[]}']);
  });

  it('whose stream begins with an exception has the status that this stands for', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeOpeningException('throttlingException', 'slow down'));
    const { attempt, answer } = await call(router);
    expect(attempt.result).toEqual({
      kind: 'answered',
      status: 429,
      exception: 'throttlingException',
      message: 'slow down',
    });
    expect(answer).toMatchObject({ status: 200 });
  });

  it('whose stream carries an exception later was answered', async () => {
    const router = fakeRouter();
    const facts = { streamException: 'throttlingException', errorMessage: 'slow down' };
    router.bedrock.answerNext(() => composeStream(['one'], facts));
    expect((await call(router)).attempt.result).toMatchObject({ kind: 'answered', status: 200 });
  });

  it.each([
    ['bedrock-unreachable', 'unreachable'],
    ['reply-broken', 'broken'],
  ] as const)('without an answer has the reason: %s', async (code, kind) => {
    const router = fakeRouter();
    const error = new RouterError(code, 'no answer came');
    router.bedrock.answerNext(() => Promise.reject(error));
    expect(await call(router)).toMatchObject({ attempt: { result: { kind } }, answer: error });
  });

  it('hands a bug on', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => Promise.reject(new TypeError('a bug')));
    await expect(call(router)).rejects.toThrow(TypeError);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a silent Bedrock', () => {
  const firstByteMillis = { priority: 1_000, default: 9, flex: 2_500, reserved: 9, ultrafast: 9 };

  async function wait(
    action: BedrockAction,
    tier: ServiceTier,
    { hasFallback = true, within = 60_000 },
  ) {
    const router = fakeRouter({ timeouts: fakeTimeouts({ firstByteMillis }) });
    router.bedrock.answerNext(forever);
    const deadline = composeDeadline(new AbortController().signal, within);
    const candidate = { baseModelId: NOVA, tier };
    const pending = callBedrock(plan('N', { action }), candidate, {
      router,
      deadline,
      hasFallback,
    });
    await Promise.resolve();
    return pending;
  }

  it.each([
    ['converse-stream', 'priority', 1_000, '1 s'],
    ['converse-stream', 'flex', 2_500, '2.5 s'],
    ['invoke-with-response-stream', 'priority', 1_000, '1 s'],
    ['converse', 'priority', 54_000, '54 s'],
    ['invoke', 'flex', 54_000, '54 s'],
    ['count-tokens', 'default', 54_000, '54 s'],
  ] as const)(
    'that was asked by %s on %s is left after %d ms',
    async (action, tier, millis, named) => {
      const pending = wait(action, tier, {});
      await vi.advanceTimersByTimeAsync(millis - 1);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await pending).toMatchObject({
        attempt: { result: { kind: 'silent' } },
        answer: { code: 'timed-out', message: `Amazon Bedrock sent nothing for ${named}` },
      });
    },
  );

  it.each([
    ['no other candidate is left', { hasFallback: false }],
    ['what is left would be no time for another', { within: 9_999 }],
  ])('has all the time of a whole answer if %s', async (_, limits) => {
    wait('converse', 'flex', limits).catch(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is no matter once its first byte has come', async () => {
    const router = fakeRouter();
    const signals: AbortSignal[] = [];
    router.bedrock.answerNext((_, signal) => {
      signals.push(signal);
      return composeStream(['one']);
    });
    await call(router);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a call is not sent if the request has ended', async () => {
  const router = fakeRouter();
  const gone = new RouterError('client-gone', 'the client closed the connection');
  expect(await call(router, 'flex', AbortSignal.abort(gone))).toMatchObject({ answer: gone });
  expect(router.bedrock.requests).toEqual([]);
});

it('a call is also an attempt if the request ends before its answer', async () => {
  const router = fakeRouter();
  const client = new AbortController();
  const gone = new RouterError('client-gone', 'the client closed the connection');
  router.bedrock.answerNext(() => {
    client.abort(gone);
    return forever();
  });
  expect(await call(router, 'flex', client.signal)).toMatchObject({
    attempt: { result: { kind: 'silent' } },
    answer: gone,
  });
});

it('an answer that is left is closed, read or not', async () => {
  let isClosed = false;
  const body = (async function* () {
    try {
      yield Buffer.from('one');
      yield Buffer.from('two');
    } finally {
      isClosed = true;
    }
  })();
  const router = fakeRouter();
  router.bedrock.answerNext(() => ({ ...composeStream([]), body }));
  await discardAnswer(await call(router));
  expect(isClosed).toBe(true);
});
