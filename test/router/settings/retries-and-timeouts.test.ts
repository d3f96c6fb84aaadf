import { afterEach, describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { BODY, post } from '../support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const OPERATIONS = ['plain', 'throttled', 'once', 'unlisted', 'early', 'whole'];

const router = runRouter({
  settings: { operations: Object.fromEntries(OPERATIONS.map((name) => [name, NOVA])) },
  operationSettings: {
    throttled: { retry: { attempts: 3, onStatuses: [429, 503] } },
    once: { retry: { attempts: 1 } },
    unlisted: { retry: { attempts: 3, onStatuses: [500] } },
    early: { timeouts: { firstByteSeconds: 0.2 } },
    whole: { timeouts: { wholeSeconds: 0.3 } },
  },
});

async function send(path: string) {
  const response = await post(router, path, BODY);
  const text = await response.text();
  const attempts = response.headers.get('x-router-attempts')?.replaceAll(/;\d+ms/g, '');
  return { status: response.status, attempts, text, headers: response.headers };
}

/** Attempts on {@link NOVA} with these results. */
const tried = (...results: readonly (number | string)[]) =>
  results.map((result) => `${NOVA}=${result}`).join(',');

// A success, so that no candidate rests for the next test.
afterEach(async () => {
  router.bedrock.failures.clear();
  expect((await send('/v1/plain')).status).toBe(200);
});

describe('a retry', () => {
  it.each([
    ['throttled', 'throttle', 2, tried(429, 429, 200)],
    ['throttled', 'throttle', 9, tried(429, 429, 429)],
    ['throttled', 'unavailable', 2, tried(503, 503, 200)],
    ['throttled', 'internal', 1, tried(500)],
    ['throttled', 'not-ready', 1, tried(429, 200)],
    ['plain', 'throttle', 1, tried(429)],
    ['plain', 'unavailable', 2, tried(503, 503)],
    ['once', 'unavailable', 1, tried(503)],
    ['unlisted', 'unavailable', 1, tried(503)],
    ['unlisted', 'internal', 2, tried(500, 500, 200)],
  ] as const)('of %s after %s, %d times, makes %s', async (operation, kind, times, attempts) => {
    router.bedrock.failures.add({ kind, times });
    expect(await send(`/v1/${operation}`)).toMatchObject({ attempts });
  });
});

describe('a time limit', () => {
  it('is the first byte’s of streams', async () => {
    router.bedrock.failures.add({ kind: 'hang' });
    const { status, attempts, text } = await send('/v1/early/stream');
    expect([status, attempts]).toEqual([408, tried('silent')]);
    expect(JSON.parse(text)).toEqual({ message: 'Amazon Bedrock sent nothing for 0.2 s' });
  });

  it('is not the first byte’s of whole answers', async () => {
    router.bedrock.failures.add({ kind: 'slow', milliseconds: 400 });
    expect((await send('/v1/early')).status).toBe(200);
  });

  it('is that of the whole request', async () => {
    router.bedrock.failures.add({ kind: 'hang' });
    const { status, headers, text } = await send('/v1/whole');
    expect([status, headers.get('x-router-error')]).toEqual([408, 'timed-out']);
    expect(JSON.parse(text)).toEqual({ message: 'the request did not end within its 0.3 s' });
  });
});
