import { describe, expect, it } from 'vitest';
import { askCandidates } from '../../../lambda/app/ask-candidates';
import type { Router } from '../../../lambda/app/ports';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { Attempt } from '../../../lambda/core/recovery/attempt';
import type { Target } from '../../../lambda/core/routing/target';
import { composeDeadline } from '../../fakes/compose-deadline';
import { composeReply } from '../../fakes/compose-reply';
import { composeTarget } from '../../fakes/compose-target';
import { FakeRouter } from '../../fakes/fake-router';
import { readRequest } from '../../fakes/read-request';

const NOT_SUPPORTED = 'The provided service tier is not supported for this model';
const refuse = (message: string, status = 400) => composeReply(status, JSON.stringify({ message }));
const ONE_MINUTE = 60_000;

async function ask(router: Router, differences: Partial<Target> = {}) {
  const attempts: Attempt[] = [];
  const deadline = composeDeadline(new AbortController().signal);
  const { answer, ...rest } = await askCandidates(composeTarget(differences), router, {
    deadline,
    attempts,
  });
  if (answer instanceof RouterError) throw answer;
  return { reply: answer, attempts, ...rest };
}

function listBodies(router: Pick<FakeRouter, 'bedrock'>) {
  return router.bedrock.bodies;
}

const WITH_FLEX = '{"serviceTier":{"type":"flex"},"messages":[]}';
const WITHOUT_TIER = '{"messages":[]}';

it('asks for the requested tier once and takes the reply', async () => {
  const router = new FakeRouter();
  const { reply, tierFallback } = await ask(router);
  expect(reply.status).toBe(200);
  expect(tierFallback).toBeUndefined();
  expect(listBodies(router)).toEqual([WITH_FLEX]);
});

describe('a tier that the model does not take', () => {
  it.each([NOT_SUPPORTED, `${NOT_SUPPORTED}.`, 'Reservation not found.'])(
    'is left out in a second call after "%s"',
    async (message) => {
      const router = new FakeRouter();
      router.bedrock.answerNext(() => refuse(message));
      const { reply, tierFallback } = await ask(router);
      expect(reply.status).toBe(200);
      expect(tierFallback).toBe('unsupported');
      expect(listBodies(router)).toEqual([WITH_FLEX, WITHOUT_TIER]);
    },
  );

  it('is not asked for again, and the reply says so', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
    await ask(router);
    const { tierFallback } = await ask(router);
    expect(tierFallback).toBe('unsupported');
    expect(listBodies(router)).toEqual([WITH_FLEX, WITHOUT_TIER, WITHOUT_TIER]);
  });

  it('is asked for again after fifteen minutes', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
    await ask(router);
    router.fakeClock.advance(15 * ONE_MINUTE);
    const { tierFallback } = await ask(router);
    expect(tierFallback).toBeUndefined();
    expect(listBodies(router)).toEqual([WITH_FLEX, WITHOUT_TIER, WITH_FLEX]);
  });

  it('is remembered for that model and that tier alone', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
    await ask(router);
    await ask(router, { requestedTier: 'priority' });
    await ask(router, { baseModelId: 'google.gemma-3-27b-it' });
    expect(listBodies(router).slice(2)).toEqual([
      '{"serviceTier":{"type":"priority"},"messages":[]}',
      WITH_FLEX,
    ]);
  });

  it('is still the answer of the second call where that fails', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(
      () => refuse(NOT_SUPPORTED),
      () => refuse('Too many requests, please wait before trying again.', 429),
    );
    const { reply, tierFallback } = await ask(router);
    expect(reply.status).toBe(429);
    expect(tierFallback).toBe('unsupported');
  });
});

describe('a strict request', () => {
  it('gets the refusal, from which the others learn', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
    const { reply, tierFallback } = await ask(router, { isStrict: true });
    expect(reply.status).toBe(400);
    expect(tierFallback).toBeUndefined();
    await ask(router);
    expect(listBodies(router)).toEqual([WITH_FLEX, WITHOUT_TIER]);
  });

  it('asks for a tier that was refused to others', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
    await ask(router);
    await ask(router, { isStrict: true });
    expect(listBodies(router)).toEqual([WITH_FLEX, WITHOUT_TIER, WITH_FLEX]);
  });
});

it.each([
  ['another 400', 400, 'The provided model identifier is invalid.'],
  ['a tier outside the enum', 400, 'service tier provided is invalid'],
  ['a throttle', 429, NOT_SUPPORTED],
  ['words around the refusal', 400, `Error: ${NOT_SUPPORTED}`],
])('passes %s on unchanged, after one call', async (_, status, message) => {
  const router = new FakeRouter();
  router.bedrock.answerNext(() => refuse(message, status));
  const { reply, tierFallback } = await ask(router);
  expect(reply.status).toBe(status);
  expect(tierFallback).toBeUndefined();
  expect(router.bedrock.requests).toHaveLength(1);
});

it('never asks twice for the default tier', async () => {
  const router = new FakeRouter();
  router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
  const { reply, tierFallback } = await ask(router, { requestedTier: 'default' });
  expect(reply.status).toBe(400);
  expect(tierFallback).toBeUndefined();
  expect(listBodies(router)).toEqual([WITHOUT_TIER]);
});

it('writes the tier of an invoke call into its header', async () => {
  const router = new FakeRouter();
  router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
  await ask(router, { action: 'invoke', request: readRequest('{"messages":[]}', 'invoke') });
  expect(router.bedrock.requests.map(({ headers }) => headers)).toEqual([
    { 'content-type': 'application/json', 'x-amzn-bedrock-service-tier': 'flex' },
    { 'content-type': 'application/json' },
  ]);
});

it('is not left out where the default tier is not allowed', async () => {
  const router = new FakeRouter();
  router.bedrock.answerNext(() => refuse(NOT_SUPPORTED));
  const bounds = { models: 'any', tiers: ['flex'] } as const;
  const { reply, tierFallback } = await ask(router, { bounds });
  expect([reply.status, tierFallback]).toEqual([400, undefined]);
  expect(listBodies(router)).toEqual([WITH_FLEX]);
});
