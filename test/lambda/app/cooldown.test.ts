import { describe, expect, it } from 'vitest';
import { FakeRouter, NOVA } from '../../fakes/fake-router';
import { askAlong, composeRouted, fail } from './ask-router';

const GEMMA = 'google.gemma-3-27b-it';
const ROUTE = composeRouted([`${NOVA}:flex`, GEMMA]);
const unavailable = () => fail(503);
const throttled = () => fail(429);

/** A router that has seen the primary fail three times in a row. */
async function exhaustPrimary(): Promise<FakeRouter> {
  const router = new FakeRouter();
  const alone = composeRouted([`${NOVA}:flex`]);
  router.bedrock.answerNext(unavailable, unavailable, throttled);
  await askAlong(router, alone);
  await askAlong(router, alone);
  return router;
}

describe('a candidate that failed three times in a row', () => {
  it('is passed over', async () => {
    const router = await exhaustPrimary();
    expect(await askAlong(router, ROUTE)).toEqual({
      ending: 200,
      tierFallback: 'cooldown',
      attempts: [`${GEMMA}=200`],
    });
  });

  it('is asked all the same where there is no other', async () => {
    const router = await exhaustPrimary();
    const { attempts } = await askAlong(router, composeRouted([`${NOVA}:flex`]));
    expect(attempts).toEqual([`${NOVA}:flex=200`]);
  });

  it('is asked all the same by a strict request', async () => {
    const router = await exhaustPrimary();
    const { attempts } = await askAlong(router, { ...ROUTE, isStrict: true });
    expect(attempts).toEqual([`${NOVA}:flex=200`]);
  });

  it('is tried by one request after its rest, while the others pass it over', async () => {
    const router = await exhaustPrimary();
    router.fakeClock.advance(30_000);
    const all = await Promise.all([1, 2, 3].map(() => askAlong(router, ROUTE)));
    expect(all.map(({ attempts }) => attempts)).toEqual([
      [`${NOVA}:flex=200`],
      [`${GEMMA}=200`],
      [`${GEMMA}=200`],
    ]);
  });

  it('is tried by one request as a fallback, too', async () => {
    const router = await exhaustPrimary();
    router.fakeClock.advance(30_000);
    const route = composeRouted([GEMMA, `${NOVA}:flex`]);
    router.bedrock.answerNext(throttled, throttled);
    const all = await Promise.all([1, 2].map(() => askAlong(router, route)));
    expect(all.map(({ attempts }) => attempts)).toEqual([
      [`${GEMMA}=429`, `${NOVA}:flex=200`],
      [`${GEMMA}=429`],
    ]);
  });

  it('is as good as new after an answer, though that be a refusal', async () => {
    const router = await exhaustPrimary();
    router.fakeClock.advance(30_000);
    router.bedrock.answerNext(() => fail(403));
    expect((await askAlong(router, ROUTE)).attempts).toEqual([`${NOVA}:flex=403`]);
    expect((await askAlong(router, ROUTE)).attempts).toEqual([`${NOVA}:flex=200`]);
  });
});
