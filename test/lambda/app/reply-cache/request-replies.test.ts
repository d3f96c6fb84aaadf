import { describe, expect, it, vi } from 'vitest';
import { GuardedReplyCache } from '../../../../lambda/app/reply-cache/guarded-cache';
import { routeRequest } from '../../../../lambda/app/route-request';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Reply } from '../../../../lambda/core/receipts/outcome';
import { composeReply } from '../../../fakes/compose-reply';
import type { Answer } from '../../../fakes/fake-bedrock-models';
import { composeDeadline, fakeRouter, fakeTimeouts, NOVA } from '../../../fakes/fake-router';
import { composeMapping, FixedSnapshots } from '../../../fakes/fixed-snapshots';
import { composeInvocation } from '../compose-invocation';
import { MemoryReplyCache } from './memory-reply-cache';

const CACHE = { mode: 'simple', maxAgeSeconds: 60, scope: 'caller' } as const;
const NOW = Date.UTC(2026, 10, 28, 12);

/** Environments that share a cache. Pauses let other requests go on, and take their longest time on a clock that all share. */
function startRouter() {
  const time = { millis: 0 };
  const cache = new MemoryReplyCache();
  const failures: unknown[] = [];
  const pause = async (mostMillis: number) => {
    await new Promise(setImmediate);
    time.millis += mostMillis / 64;
  };
  const services = {
    cache,
    digest: (pieces: readonly (string | Uint8Array)[]) =>
      pieces.map((piece) => Buffer.from(piece).toString()).join(''),
    recordFailure: (cause: unknown) => void failures.push(cause),
  };
  const router = fakeRouter({
    replyCache: new GuardedReplyCache(services, () => time.millis),
    snapshots: new FixedSnapshots({
      mapping: composeMapping({ extraction: NOVA }),
      settings: new Map([['extraction', { cache: CACHE }]]),
    }),
    now: () => NOW + time.millis,
    timeouts: fakeTimeouts({ pause }),
  });
  router.bedrock.answerNext(...Array.from({ length: 99 }, (): Answer => ok));
  let sent = 0;
  const send = async (remainingMillis = () => 1e9) => {
    const watched = composeInvocation(router);
    const deadline = { ...composeDeadline(watched.client.signal), remainingMillis };
    sent += 1;
    const invocation = { ...watched.invocation, deadline, requestId: `request-${sent}` };
    await routeRequest(invocation, router);
    return watched.outcomes[0];
  };
  return { router, cache, failures, time, send };
}

const ok = () => composeReply(200, '{"stopReason":"end_turn"}');

/** An answer that comes when it is let go. */
function hold() {
  let letGo: (reply: Reply) => void = () => {};
  const held = new Promise<Reply>((resolve) => {
    letGo = resolve;
  });
  return { answer: () => held, letGo };
}

const cachedOf = (outcomes: readonly unknown[]) =>
  outcomes.filter((each) => typeof each === 'object' && each !== null && 'cachedSeconds' in each);

describe('equal requests at once', () => {
  it('ask Bedrock once, 64 of them', async () => {
    const { router, send } = startRouter();
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => send()));
    expect(router.bedrock.requests).toHaveLength(1);
    expect(cachedOf(outcomes)).toHaveLength(63);
  });

  it('ask once more every 30 s while no answer comes', async () => {
    const { router, send, time } = startRouter();
    const { answer, letGo } = hold();
    router.bedrock.forgetAnswers();
    router.bedrock.answerNext(...Array.from({ length: 9 }, () => answer));
    const asked = Array.from({ length: 64 }, () => send());
    await vi.waitFor(() => expect(time.millis).toBeGreaterThan(70_000));
    const { length } = router.bedrock.requests;
    expect(length).toBeGreaterThanOrEqual(3);
    expect(length).toBeLessThanOrEqual(1 + Math.floor(time.millis / 30_000));
    letGo(ok());
    const outcomes = await Promise.all(asked);
    expect(cachedOf(outcomes)).toHaveLength(64 - router.bedrock.requests.length);
  });

  it('each ask while the answers are not cached', async () => {
    const { router, send } = startRouter();
    router.bedrock.forgetAnswers();
    const refusal = () => composeReply(400, '{"message":"no"}');
    router.bedrock.answerNext(...Array.from({ length: 9 }, () => refusal));
    await Promise.all(Array.from({ length: 9 }, () => send()));
    expect(router.bedrock.requests).toHaveLength(9);
  });

  it('wait no longer than half of their time', async () => {
    const { router, send, time } = startRouter();
    const { answer, letGo } = hold();
    router.bedrock.forgetAnswers();
    router.bedrock.answerNext(answer, ok);
    const first = send();
    await vi.waitFor(() => expect(router.bedrock.requests).toHaveLength(1));
    const startedAt = time.millis;
    await send(() => 10_000 - (time.millis - startedAt));
    expect(time.millis - startedAt).toBeGreaterThanOrEqual(5_000);
    expect(time.millis - startedAt).toBeLessThan(6_000);
    expect(router.bedrock.requests).toHaveLength(2);
    letGo(ok());
    await first;
  });
});

describe('a cache that fails', () => {
  it('is left alone for five seconds, and fails no request', async () => {
    const { router, cache, failures, send, time } = startRouter();
    cache.failure = new Error('down');
    await send();
    expect([failures.length, router.bedrock.requests.length]).toEqual([1, 1]);
    const { calls } = cache;
    time.millis += 4_000;
    cache.failure = undefined;
    await send();
    expect(cache.calls).toBe(calls);
    time.millis += 1_000;
    await send();
    expect(router.bedrock.requests).toHaveLength(3);
    expect(await send()).toMatchObject({ cachedSeconds: 0 });
  });

  it('is a bug of the router, too, if it throws one', async () => {
    const { cache, send, router } = startRouter();
    cache.failure = new TypeError('a bug');
    expect(await send()).toMatchObject({ kind: 'reply', reply: { status: 200 } });
    expect(router.bedrock.requests).toHaveLength(1);
  });
});

it('a request that is refused ends its lease', async () => {
  const { router, send } = startRouter();
  router.bedrock.forgetAnswers();
  router.bedrock.answerNext(() => {
    throw new RouterError('reply-broken', 'broken');
  });
  expect(await send()).toMatchObject({ kind: 'refused' });
  router.bedrock.answerNext(ok);
  expect(await send()).toMatchObject({ kind: 'reply' });
  expect(router.bedrock.requests.length).toBeGreaterThan(1);
});
