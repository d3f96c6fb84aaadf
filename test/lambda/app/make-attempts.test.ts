import { EventEmitter, once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { BedrockAction } from '../../../lambda/core/wire/bedrock-action';
import { arbitraryPlan } from '../../fakes/arbitrary-plan';
import { askAlong, fail } from '../../fakes/ask-along';
import { composeOpeningException, composeReply } from '../../fakes/compose-reply';
import type { Answer } from '../../fakes/fake-bedrock-models';
import { fakeRouter } from '../../fakes/fake-router';
import { candidate, type PlanOptions, plan, shorten } from '../../fakes/plan';
import {
  FAILED_ANSWERS,
  type FailedAnswer,
  listRecoveryCases,
  type RecoveryCase,
} from '../../fakes/recovery-cases';

const STRICT = { 'x-router-strict-tier': 'true' };
const TIER_REFUSED = FAILED_ANSWERS['tier-refused'].message;
const refuseTier = () => fail(400, TIER_REFUSED);
const FIFTEEN_MINUTES = 900_000;
const A_DAY = 86_400_000;

/** A router that does not wait for a silent Bedrock. */
function startRouter() {
  const firstByteMillis = { priority: 1, default: 1, flex: 1, reserved: 1, ultrafast: 1 };
  return fakeRouter({ timeouts: { firstByteMillis, pause: async () => {} } });
}

/** The code of the router's error if Bedrock cannot be reached or breaks off; else its status. */
function readEnding({ attempts }: RecoveryCase): number | string {
  const [, seen = ''] = attempts.at(-1)?.split('=') ?? [];
  const codes: Record<string, string> = {
    unreachable: 'bedrock-unreachable',
    silent: 'timed-out',
    broken: 'reply-broken',
  };
  return codes[seen] ?? Number(seen);
}

function answerAs(name: FailedAnswer): Answer {
  const answer = FAILED_ANSWERS[name];
  switch (answer.kind) {
    case 'answered':
      return () => fail(answer.status, answer.message, answer.exception);
    case 'silent':
      return () => new Promise<never>(() => {});
    case 'unreachable':
      return () => Promise.reject(new RouterError('bedrock-unreachable', 'no answer'));
    case 'broken':
      return () => Promise.reject(new RouterError('reply-broken', 'it broke off'));
    default:
      return answer satisfies never;
  }
}

it.each(listRecoveryCases())('%s', async (_, recovery) => {
  const { route, isStrict = false, answers, attempts, tierFallback } = recovery;
  const router = startRouter();
  router.bedrock.answerNext(...answers.map(answerAs));
  const headers = isStrict ? STRICT : {};
  const asked = await askAlong(router, plan(route, { action: 'converse-stream', headers }));
  const ending = readEnding(recovery);
  const isReply = typeof ending === 'number';
  expect(asked).toEqual({ ending, attempts, tierFallback: isReply ? tierFallback : undefined });
});

describe('a tier that the model does not take', () => {
  async function ask(
    router: ReturnType<typeof fakeRouter>,
    text = 'N:flex',
    options?: PlanOptions,
  ) {
    const { attempts, tierFallback } = await askAlong(router, plan(text, options));
    return [...attempts, tierFallback];
  }

  it.each([TIER_REFUSED, `${TIER_REFUSED}.`, 'Reservation not found.'])(
    'is left out in a second call after "%s"',
    async (message) => {
      const router = fakeRouter();
      router.bedrock.answerNext(() => fail(400, message));
      expect(await ask(router)).toEqual(['N:flex=400', 'N=200', 'unsupported']);
      expect(router.bedrock.bodies).toEqual([
        '{"serviceTier":{"type":"flex"},"messages":[]}',
        '{"messages":[]}',
      ]);
    },
  );

  it('is not asked for again, and the reply says so', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(refuseTier);
    await ask(router);
    expect(await ask(router)).toEqual(['N=200', 'unsupported']);
    router.fakeClock.advance(FIFTEEN_MINUTES);
    expect(await ask(router)).toEqual(['N:flex=200', undefined]);
  });

  it.each([
    ['throttled', [refuseTier, () => fail(429)]],
    ['refused for the same body', [refuseTier, () => fail(400, 'Malformed input request')]],
    ['broken', [refuseTier, answerAs('broken')]],
  ])('is not remembered if the call without it is %s', async (_, answers) => {
    const router = fakeRouter();
    router.bedrock.answerNext(...answers);
    expect(await ask(router)).toEqual(expect.arrayContaining(['N:flex=400']));
    expect(await ask(router)).toEqual(['N:flex=200', undefined]);
  });

  it('is not remembered if the model may not be called without it', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(refuseTier);
    expect(await ask(router, 'N:flex > gemma:flex', { tiers: ['flex'] })).toEqual([
      'N:flex=400',
      'gemma:flex=200',
      'unsupported',
    ]);
    expect(await ask(router, 'N:flex > gemma:flex')).toEqual(['N:flex=200', undefined]);
  });

  it('is asked for by a strict request, from whose refusal nobody learns', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(refuseTier);
    expect(await ask(router, 'N:flex', { headers: STRICT })).toEqual(['N:flex=400', undefined]);
    expect(await ask(router)).toEqual(['N:flex=200', undefined]);
  });
});

describe('a tier that the wire cannot ask for', () => {
  const ASTRA = 'global.openai.gpt-6-astra';

  async function ask(action: BedrockAction, text = `${ASTRA}:ultrafast`, options?: PlanOptions) {
    const router = fakeRouter();
    const asked = await askAlong(router, plan(text, { ...options, action }));
    const again = await askAlong(router, plan(`${ASTRA}:ultrafast`, { action }));
    expect(router.failures.isTierRefused(candidate(`${ASTRA}:ultrafast`), 0)).toBe(false);
    expect(again.tierFallback).toBe('unsupported');
    return [...asked.attempts, asked.tierFallback];
  }

  it.each(['converse', 'converse-stream', 'invoke', 'invoke-with-response-stream'] as const)(
    'is left out of %s, and is not remembered as refused',
    async (action) => {
      expect(await ask(action)).toEqual([`${ASTRA}=200`, 'unsupported']);
      expect(await ask(action, ASTRA)).toEqual([`${ASTRA}=200`, undefined]);
    },
  );

  it('is sent if the request insists on it or may not do without it', async () => {
    const sent = [`${ASTRA}:ultrafast=200`, undefined];
    expect(await ask('converse', undefined, { headers: STRICT })).toEqual(sent);
    expect(await ask('converse', undefined, { tiers: ['ultrafast'] })).toEqual(sent);
  });
});

describe('a tier that the catalog denies', () => {
  const ask = async (router: ReturnType<typeof fakeRouter>, options?: PlanOptions) => {
    const { attempts, tierFallback } = await askAlong(router, plan('claude:flex', options));
    return [...attempts, tierFallback];
  };

  it('is asked once a day, and left out otherwise', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(refuseTier);
    expect(await ask(router)).toEqual(['claude:flex=400', 'claude=200', 'unsupported']);
    router.fakeClock.advance(A_DAY - 1);
    expect(await ask(router)).toEqual(['claude=200', 'unsupported']);
    router.fakeClock.advance(1);
    router.bedrock.answerNext(refuseTier);
    expect(await ask(router)).toEqual(['claude:flex=400', 'claude=200', 'unsupported']);
  });

  it('is left out by requests beside the one that asks, and believed once it is taken', async () => {
    const router = fakeRouter();
    const answers = new EventEmitter();
    router.bedrock.answerNext(async () => {
      await once(answers, 'reply');
      return composeReply(200, '{}');
    });
    const asking = ask(router);
    expect(await ask(router)).toEqual(['claude=200', 'unsupported']);
    answers.emit('reply');
    expect(await asking).toEqual(['claude:flex=200', undefined]);
    expect(await ask(router)).toEqual(['claude:flex=200', undefined]);
  });

  it('is asked again if nothing was learned', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => fail(400, 'Malformed input request'));
    expect(await ask(router)).toEqual(['claude:flex=400', undefined]);
    expect(await ask(router)).toEqual(['claude:flex=200', undefined]);
  });

  it('is asked by every strict request, from whose refusal nobody learns', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(refuseTier, refuseTier);
    expect(await ask(router, { headers: STRICT })).toEqual(['claude:flex=400', undefined]);
    expect(await ask(router)).toEqual(['claude:flex=400', 'claude=200', 'unsupported']);
    expect(await ask(router, { headers: STRICT })).toEqual(['claude:flex=200', undefined]);
    router.fakeClock.advance(FIFTEEN_MINUTES);
    expect(await ask(router)).toEqual(['claude:flex=200', undefined]);
  });
});

describe('a model that is retired', () => {
  const retire = answerAs('retired');

  it('is skipped for a while, on every tier', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(retire);
    const routed = plan('N:flex > N > gemma');
    expect((await askAlong(router, routed)).attempts).toEqual(['N:flex=404', 'gemma=200']);
    const second = await askAlong(router, routed);
    expect(second).toEqual({ ending: 200, attempts: ['gemma=200'], tierFallback: 'retired' });
    router.fakeClock.advance(FIFTEEN_MINUTES);
    expect((await askAlong(router, routed)).attempts).toEqual(['N:flex=200']);
  });

  it('is still called if nothing else is in the route, and its error goes back', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(retire, retire);
    const alone = { ending: 404, attempts: ['N=404'], tierFallback: undefined };
    expect(await askAlong(router, plan('N'))).toEqual(alone);
    expect(await askAlong(router, plan('N'))).toEqual(alone);
  });
});

describe('in an outage', () => {
  it('requests are retried until the budget is spent, and then cost one call', async () => {
    const router = fakeRouter();
    const calls: number[] = [];
    for (let request = 0; request < 102; request += 1) {
      router.bedrock.answerNext(
        () => fail(503),
        () => fail(503),
      );
      calls.push((await askAlong(router, plan('N'))).attempts.length);
      router.bedrock.forgetAnswers();
    }
    expect(calls.slice(0, 100)).toEqual(Array(100).fill(2));
    expect(calls.slice(100)).toEqual([1, 1]);
  });

  it('a retry that succeeds costs nothing', async () => {
    const router = fakeRouter();
    for (let request = 0; request < 102; request += 1) {
      router.bedrock.answerNext(() => fail(503));
      expect((await askAlong(router, plan('N'))).attempts).toEqual(['N=503', 'N=200']);
    }
  });
});

describe('failures of count-tokens', () => {
  it.each<FailedAnswer>(['throttle', 'internal', 'retired', 'no-access'])(
    'make no candidate rest: %s',
    async (name) => {
      const router = fakeRouter();
      const counting = plan('N', { action: 'count-tokens', body: '{"input":{}}' });
      for (let request = 0; request < 4; request += 1) {
        router.bedrock.answerNext(answerAs(name), answerAs(name));
        await askAlong(router, counting);
        router.bedrock.forgetAnswers();
      }
      expect((await askAlong(router, plan('N > gemma'))).attempts).toEqual(['N=200']);
    },
  );

  it('are not caused by those of other actions', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(answerAs('retired'));
    await askAlong(router, plan('N > gemma'));
    const counting = plan('N > gemma', { action: 'count-tokens', body: '{"input":{}}' });
    expect((await askAlong(router, counting)).attempts).toEqual(['B=200']);
  });
});

describe('a stream that begins with an exception', () => {
  const ROUTE = 'N:flex > N > gemma:flex';

  async function ask(exception: string, message?: string, text = ROUTE) {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeOpeningException(exception, message));
    const { ending, attempts, tierFallback } = await askAlong(router, plan(text));
    return [ending, ...attempts, tierFallback];
  }

  it.each([
    ['serviceUnavailableException', ['N:flex=503', 'N:flex=200', undefined]],
    ['throttlingException', ['N:flex=429', 'gemma:flex=200', 'quota']],
    ['validationException', ['N:flex=400', undefined]],
  ])('is recovered from as its status would be: %s', async (exception, seen) => {
    expect(await ask(exception)).toEqual([200, ...seen]);
  });

  it('loses a tier that it refuses', async () => {
    const seen = await ask('validationException', TIER_REFUSED);
    expect(seen).toEqual([200, 'N:flex=400', 'N=200', 'unsupported']);
  });

  it('goes back as it is if no candidate is left', async () => {
    const seen = await ask('throttlingException', 'no', 'N:flex > N');
    expect(seen).toEqual([200, 'N:flex=429', undefined]);
  });
});

it('makes only attempts that are planned, whatever Bedrock answers and whatever failed before', async () => {
  const answer = fc.constantFrom<FailedAnswer | 'served'>(
    'served',
    ...Object.keys(FAILED_ANSWERS)
      .filter((name): name is FailedAnswer => name in FAILED_ANSWERS)
      .filter((name) => name !== 'silent'),
  );
  const requests = fc.array(fc.tuple(arbitraryPlan(), fc.array(answer, { maxLength: 8 })), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(requests, async (all) => {
      const { failures, retries } = fakeRouter();
      for (const [planned, answers] of all) {
        const router = fakeRouter({ failures, retries });
        router.bedrock.answerNext(
          ...answers.map((name) => (name === 'served' ? () => fail(200) : answerAs(name))),
        );
        const { attempts } = await askAlong(router, planned);
        const calls = planned.calls.map((call) => shorten(call.candidate));
        expect(calls).toEqual(expect.arrayContaining(attempts.map((each) => each.split('=')[0])));
        expect(attempts.length).toBeGreaterThan(0);
      }
    }),
  );
});
