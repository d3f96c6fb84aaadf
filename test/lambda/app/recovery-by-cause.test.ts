import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { Reply } from '../../../lambda/core/receipts/outcome';
import { composeOpeningException } from '../../fakes/compose-reply';
import { FakeRouter } from '../../fakes/fake-router';
import { askAlong, composeRouted, fail } from './ask-router';

const US = 'us.amazon.nova-2-lite-v1:0';
const GLOBAL = 'global.amazon.nova-2-lite-v1:0';
const BARE = 'amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

const UNSUPPORTED = 'The provided service tier is not supported for this model';
const throttled = () => fail(429);
const notReady = () => fail(429, 'no', 'ModelNotReadyException');
const unavailable = () => fail(503);
const unsupported = () => fail(400, UNSUPPORTED);
const unreachable = () => Promise.reject(new RouterError('bedrock-unreachable', 'no answer'));
const broken = () => Promise.reject(new RouterError('reply-broken', 'it broke off'));

type Failures = readonly (() => Reply | Promise<Reply>)[];

/** What Bedrock answers to the first calls; it serves all others. */
function ask(route: readonly string[], failures: Failures, isStrict = false) {
  const router = new FakeRouter();
  router.bedrock.answerNext(...failures);
  return askAlong(router, composeRouted(route, { isStrict }));
}

const ROUTE = [`${US}:flex`, US, `${GEMMA}:flex`];

describe('capacity', () => {
  it.each<readonly [string, Failures[number]]>([
    ['503', unavailable],
    ['500', () => fail(500)],
    ['408', () => fail(408)],
    ['429', notReady],
    ['unreachable', unreachable],
  ])('is worth a retry after %s', async (seen, failing) => {
    expect(await ask(ROUTE, [failing])).toEqual({
      ending: 200,
      tierFallback: undefined,
      attempts: [`${US}:flex=${seen}`, `${US}:flex=200`],
    });
  });

  it('is sought at the next candidate after the retry', async () => {
    expect(await ask(ROUTE, [unavailable, unavailable])).toEqual({
      ending: 200,
      tierFallback: 'capacity',
      attempts: [`${US}:flex=503`, `${US}:flex=503`, `${US}=200`],
    });
  });

  it('that nobody has sends the last answer back', async () => {
    const { ending, attempts } = await ask(ROUTE, Array(6).fill(unavailable));
    expect(ending).toBe(503);
    expect(attempts).toEqual(ROUTE.flatMap((id) => [`${id}=503`, `${id}=503`]));
  });

  it('that nobody can be asked for is the router’s own 503', async () => {
    const { ending, attempts } = await ask([US], [unreachable, unreachable]);
    expect(ending).toBe('bedrock-unreachable');
    expect(attempts).toEqual([`${US}=unreachable`, `${US}=unreachable`]);
  });
});

it('a reply that broke off is not paid for twice at the same candidate', async () => {
  expect(await ask(ROUTE, [broken])).toEqual({
    ending: 200,
    tierFallback: 'capacity',
    attempts: [`${US}:flex=broken`, `${US}=200`],
  });
});

describe('quota', () => {
  it.each([
    [GEMMA, [`${US}:flex`, US, `${US}:priority`, GEMMA]],
    [GLOBAL, [`${US}:flex`, US, GLOBAL, GEMMA]],
    [BARE, [`${US}:flex`, BARE]],
  ])('is sought at another base model: %s', async (served, route) => {
    expect(await ask(route, [throttled])).toEqual({
      ending: 200,
      tierFallback: 'quota',
      attempts: [`${US}:flex=429`, `${served}=200`],
    });
  });

  it('that only tiers of the same model could give sends the 429 back at once', async () => {
    expect(await ask([`${US}:flex`, US, `${US}:priority`], [throttled])).toEqual({
      ending: 429,
      tierFallback: undefined,
      attempts: [`${US}:flex=429`],
    });
  });

  it('spent at every model sends the last 429 back', async () => {
    const { ending, tierFallback } = await ask([US, GEMMA], [throttled, throttled]);
    expect([ending, tierFallback]).toEqual([429, 'quota']);
  });
});

describe('a refused tier', () => {
  it('is left out, and capacity is then sought without it', async () => {
    expect(await ask([`${US}:flex`, GEMMA], [unsupported, unavailable])).toEqual({
      ending: 200,
      tierFallback: 'unsupported',
      attempts: [`${US}:flex=400`, `${US}=503`, `${US}=200`],
    });
  });
});

it.each([400, 403, 404, 424])('%d goes back unchanged after one call', async (status) => {
  expect(await ask(ROUTE, [() => fail(status)])).toEqual({
    ending: status,
    tierFallback: undefined,
    attempts: [`${US}:flex=${status}`],
  });
});

describe('a stream that begins with an exception', () => {
  const opening = (exception: string, message?: string) => () =>
    composeOpeningException(exception, message);

  it.each([
    ['serviceUnavailableException', [503, 200], `${US}:flex`, undefined],
    ['internalServerException', [500, 200], `${US}:flex`, undefined],
    ['modelTimeoutException', [408, 200], `${US}:flex`, undefined],
    ['throttlingException', [429, 200], `${GEMMA}:flex`, 'quota'],
  ])('is recovered from as its status would be: %s', async (exception, statuses, last, cause) => {
    const { ending, attempts, tierFallback } = await ask(ROUTE, [opening(exception)]);
    expect(ending).toBe(200);
    expect(attempts).toEqual([`${US}:flex=${statuses[0]}`, `${last}=${statuses[1]}`]);
    expect(tierFallback).toBe(cause);
  });

  it('loses a tier that it refuses', async () => {
    const { attempts } = await ask(ROUTE, [opening('validationException', UNSUPPORTED)]);
    expect(attempts).toEqual([`${US}:flex=400`, `${US}=200`]);
  });

  it.each([
    ['validationException', 400],
    ['modelStreamErrorException', 424],
  ])('goes back as it is where nothing can help: %s', async (exception, status) => {
    const { ending, attempts } = await ask(ROUTE, [opening(exception)]);
    expect([ending, attempts]).toEqual([200, [`${US}:flex=${status}`]]);
  });

  it('goes back as it is where nobody is left', async () => {
    const { ending, attempts } = await ask([`${US}:flex`, US], [opening('throttlingException')]);
    expect([ending, attempts]).toEqual([200, [`${US}:flex=429`]]);
  });
});

describe('a strict request', () => {
  it.each<readonly [Failures, number, readonly string[]]>([
    [[unavailable], 200, [`${US}:flex=503`, `${US}:flex=200`]],
    [[unavailable, unavailable], 503, [`${US}:flex=503`, `${US}:flex=503`]],
    [[throttled], 429, [`${US}:flex=429`]],
    [[unsupported], 400, [`${US}:flex=400`]],
  ])('stays where it was sent', async (failures, ending, attempts) => {
    expect(await ask(ROUTE, failures, true)).toEqual({ ending, tierFallback: undefined, attempts });
  });
});
