import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { askAlong, fail } from '../../fakes/ask-along';
import {
  composeDeadline,
  type FakeRouter,
  fakeRouter,
  fakeTimeouts,
} from '../../fakes/fake-router';
import { plan } from '../../fakes/plan';

const ROUTE = plan('N:flex > gemma');
const unavailable = () => fail(503);
const throttled = () => fail(429);

const ALONE = plan('N:flex');

/** A router that has seen the primary fail three requests in a row, each of them twice. */
async function exhaustPrimary(): Promise<FakeRouter> {
  const router = fakeRouter();
  await failRequests(router, 3);
  return router;
}

async function failRequests(router: FakeRouter, count: number): Promise<void> {
  for (let request = 0; request < count; request += 1) {
    router.bedrock.answerNext(unavailable, unavailable);
    await askAlong(router, ALONE);
  }
}

describe('a request', () => {
  it('counts once against a candidate, however often that failed in it', async () => {
    const router = fakeRouter();
    await failRequests(router, 2);
    expect((await askAlong(router, ROUTE)).attempts).toEqual(['N:flex=200']);
  });

  it('that the retry serves counts for the candidate', async () => {
    const router = fakeRouter();
    await failRequests(router, 2);
    router.bedrock.answerNext(unavailable);
    await askAlong(router, ALONE);
    await failRequests(router, 2);
    expect((await askAlong(router, ROUTE)).attempts).toEqual(['N:flex=200']);
  });

  it('counts for what its last call lacked', async () => {
    const router = fakeRouter();
    for (let request = 0; request < 3; request += 1) {
      router.bedrock.answerNext(unavailable, throttled);
      await askAlong(router, ALONE);
    }
    const tiers = plan('N > gemma');
    expect((await askAlong(router, tiers)).attempts).toEqual(['gemma=200']);
  });
});

describe('a model whose quota was spent three times in a row', () => {
  it('is skipped on every tier, and its other pools are not', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(throttled, throttled, throttled);
    for (const tier of ['flex', 'priority', 'flex']) {
      await askAlong(router, plan(`N:${tier}`));
    }
    const route = plan('N > N:flex > G');
    expect(await askAlong(router, route)).toEqual({
      ending: 200,
      tierFallback: 'cooldown',
      attempts: ['G=200'],
    });
  });
});

describe('a candidate that failed three requests in a row', () => {
  it('is skipped', async () => {
    const router = await exhaustPrimary();
    expect(await askAlong(router, ROUTE)).toEqual({
      ending: 200,
      tierFallback: 'cooldown',
      attempts: ['gemma=200'],
    });
  });

  it('is tried by one request after its rest, while the others skip it', async () => {
    const router = await exhaustPrimary();
    router.fakeClock.advance(30_000);
    const route = plan('gemma > N:flex');
    router.bedrock.answerNext(throttled, throttled);
    const all = await Promise.all([1, 2].map(() => askAlong(router, route)));
    expect(all.map(({ attempts }) => attempts)).toEqual([
      ['gemma=429', 'N:flex=200'],
      ['gemma=429'],
    ]);
  });

  it.each([
    ['during the call', 0],
    ['during the pause before a retry', 1],
  ])('is tried by the next request if its trial is aborted %s', async (_, failures) => {
    const primary = await exhaustPrimary();
    primary.fakeClock.advance(30_000);
    const client = new AbortController();
    const leave = () => {
      client.abort(new RouterError('client-gone', 'the client closed the connection'));
      return new Promise<never>(() => {});
    };
    const pause = async () => void leave();
    const router = fakeRouter({ ...primary, timeouts: fakeTimeouts({ pause }) });
    primary.bedrock.answerNext(failures === 0 ? leave : unavailable);
    const aborted = await askAlong(router, ROUTE, composeDeadline(client.signal));
    expect(aborted.ending).toBe('client-gone');
    expect((await askAlong(router, ROUTE)).attempts).toEqual(['N:flex=200']);
  });

  it('is as good as new after an answer, even if that is a refusal', async () => {
    const router = await exhaustPrimary();
    router.fakeClock.advance(30_000);
    router.bedrock.answerNext(() => fail(403));
    expect((await askAlong(router, ROUTE)).attempts).toEqual(['N:flex=403']);
    expect((await askAlong(router, ROUTE)).attempts).toEqual(['N:flex=200']);
  });
});
