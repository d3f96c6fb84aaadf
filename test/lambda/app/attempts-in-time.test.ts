import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Deadline } from '../../../lambda/app/deadline';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { askAlong, fail } from '../../fakes/ask-along';
import { type FakeRouter, fakeRouter, fakeTimeouts } from '../../fakes/fake-router';
import { candidate, plan } from '../../fakes/plan';

const TIMED_OUT = new RouterError('timed-out', 'the request did not end within its 5 s');
const GONE = new RouterError('client-gone', 'the client closed the connection');

/** A deadline on the router's own clock. */
function limitTo(millis: number, router: FakeRouter, signal = new AbortController().signal) {
  const endsAt = router.clock() + millis;
  const remainingMillis = () => endsAt - router.clock();
  return {
    signal,
    remainingMillis,
    remainingFunctionMillis: remainingMillis,
    shorten: () => {},
    shortenSilence: () => {},
    isShortened: false,
    noteProgress: () => {},
  } satisfies Deadline;
}

function failAfter(millis: number, router: FakeRouter, status = 503) {
  return () => {
    router.fakeClock.advance(millis);
    return fail(status);
  };
}

describe('an attempt', () => {
  it.each([
    [3_999, 2],
    [4_000, 3],
  ])('begins only with a second left: of %d ms, each taking 1.5 s', async (millis, calls) => {
    const router = fakeRouter();
    router.bedrock.answerNext(...Array(4).fill(failAfter(1_500, router)));
    const asked = await askAlong(router, plan('N > gemma'), limitTo(millis, router));
    expect(asked.ending).toBe(503);
    expect(asked.attempts).toHaveLength(calls);
  });

  it('does not begin if the pause before it took the time', async () => {
    const fake = fakeRouter();
    const pause = async () => fake.fakeClock.advance(300);
    const router = fakeRouter({ ...fake, timeouts: fakeTimeouts({ pause }) });
    router.bedrock.answerNext(() => fail(503));
    const asked = await askAlong(router, plan('N > gemma'), limitTo(1_299, fake));
    const { ending, attempts } = asked;
    expect([ending, attempts]).toEqual([503, ['N=503']]);
  });

  it('does not begin after the client left in the pause before it', async () => {
    const client = new AbortController();
    const pause = async () => client.abort(GONE);
    const router = fakeRouter({ timeouts: fakeTimeouts({ pause }) });
    router.bedrock.answerNext(() => fail(503));
    const deadline = limitTo(60_000, router, client.signal);
    const { ending, attempts } = await askAlong(router, plan('N'), deadline);
    expect([ending, attempts]).toEqual(['client-gone', ['N=503']]);
  });
});

it('a request whose client has left makes no call and has no attempt', async () => {
  const router = fakeRouter();
  const deadline = limitTo(60_000, router, AbortSignal.abort(GONE));
  const { ending, attempts } = await askAlong(router, plan('N'), deadline);
  expect([ending, attempts]).toEqual(['client-gone', []]);
  expect(router.bedrock.requests).toEqual([]);
});

describe('a deadline that ends while Bedrock is asked', () => {
  it.each([TIMED_OUT, GONE])('leaves every call noted: $code', async (reason) => {
    const router = fakeRouter();
    const end = new AbortController();
    const forever = () => {
      end.abort(reason);
      return new Promise<never>(() => {});
    };
    router.bedrock.answerNext(() => fail(503), forever);
    const deadline = limitTo(60_000, router, end.signal);
    const { ending, attempts } = await askAlong(router, plan('N > gemma'), deadline);
    expect(ending).toBe(reason.code);
    expect(attempts).toEqual(['N=503', 'N=silent']);
  });

  it('does not count against the candidate', async () => {
    const router = fakeRouter();
    for (let time = 0; time < 3; time += 1) {
      const end = new AbortController();
      router.bedrock.answerNext(() => {
        end.abort(GONE);
        return new Promise<never>(() => {});
      });
      await askAlong(router, plan('N'), limitTo(60_000, router, end.signal));
    }
    const asked = await askAlong(router, plan('N > gemma'));
    expect(asked.attempts).toEqual(['N=200']);
  });
});

describe('a whole answer that does not come in nine tenths of the time', () => {
  /** Asks three times; whether the candidate rests then. */
  async function makeSilent(isShortened: boolean): Promise<boolean> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const router = fakeRouter();
    for (let time = 0; time < 3; time += 1) {
      router.bedrock.answerNext(() => new Promise<never>(() => {}));
      const deadline = { ...limitTo(12_000, router), isShortened };
      const asking = askAlong(router, plan('N > gemma'), deadline);
      await vi.advanceTimersByTimeAsync(10_800);
      expect((await asking).attempts).toEqual(['N=silent', 'gemma=200']);
    }
    return (
      router.failures.knownTo(undefined, router.clock()).findRest(candidate('N')) !== undefined
    );
  }

  it('counts against the candidate', async () => {
    expect(await makeSilent(false)).toBe(true);
  });

  it('does not if it is the caller’s own limit', async () => {
    expect(await makeSilent(true)).toBe(false);
  });
});
