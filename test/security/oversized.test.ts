import { describe, expect, it } from 'vitest';
import { ask } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';
import { converse, sendEndlessly, writeRequest } from './raw-socket';

const router = attackRouter();

const MEGABYTE = 1024 * 1024;
const INVOKE = '/2015-03-31/functions/router/invocations';
const MESSAGES = '"messages":[{"role":"user","content":[{"text":"x"}]}]';

describe('a path', () => {
  it.each<[string, string, number, string?]>([
    ['a long operation', `/v1/${'x'.repeat(8_000)}`, 404],
    ['a long model ID', `/model/${'a.b'.repeat(2_500)}/converse`, 400],
    ['a long model ID of small parts', `/model/${'a.'.repeat(3_500)}/converse`, 400],
    ['many slashes', '/'.repeat(8_000), 404],
    ['many actions', `/model${'/converse'.repeat(800)}`, 404],
    ['many percent signs', `/model/${'%'.repeat(7_000)}/converse`, 404],
    ['a long model ID with a sign in it', `/model/${'a.b'.repeat(600)}!/converse`, 400],
    ['a long model ID with a misspelt tier', `/model/${'a.b'.repeat(600)}:FLEX/converse`, 400],
    ['a long model ID with a tier behind a dash', `/model/${'a.b'.repeat(600)}-flex/converse`, 400],
    ['a long model ID with an unknown tier', `/model/a.b:${'turbo'.repeat(300)}/converse`, 400],
    ['a long operation that takes no name', `/v1/${'%41'.repeat(2_500)}`, 404],
    ['many encoded bytes', `/model/${'%25'.repeat(2_500)}.b/converse`, 400],
    ['a long operation for another method', `/v1/${'x'.repeat(8_000)}`, 405, 'GET'],
  ])('with %s is refused in few words', async (_what, path, status, method = 'POST') => {
    const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'];
    const { statuses, text } = await converse(router.url, writeRequest(lines));
    expect(statuses).toEqual([status]);
    expect(text.length).toBeLessThan(1_000);
    expect(router.arrivals).toEqual([]);
  });
});

describe('headers', () => {
  const START = ['POST /v1/extraction HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close'];

  it.each([
    ['of 20 KB', ['X-Large: '.padEnd(20_000, 'x')], 431],
    ['with a name of 20 KB', [`${'x'.repeat(20_000)}: y`], 431],
    [
      'of 100 KB in many',
      Array.from({ length: 2_000 }, (_, index) => `X-${index}: ${'y'.repeat(40)}`),
      431,
    ],
  ])('%s are refused before the function sees them', async (_what, headers, status) => {
    const { statuses } = await converse(router.url, writeRequest([...START, ...headers]));
    expect(statuses).toEqual([status]);
    expect(router.arrivals).toEqual([]);
  });

  it.each(['x-router-timeout-ms', 'x-router-strict-tier', 'x-amzn-bedrock-service-tier'])(
    'such as a %s of 10 KB are refused in few words',
    async (name) => {
      const headers = { [name]: '9'.repeat(10_000) };
      const answer = await ask(`${router.url}/v1/extraction`, { headers, body: `{${MESSAGES}}` });
      expect(answer.status).toBe(400);
      expect(answer.body.length).toBeLessThan(500);
    },
  );
});

describe('a body', () => {
  // In quadratic time an answer would take minutes.
  it.each([
    ['nested 1,000,000 deep', `{"a":${'['.repeat(MEGABYTE)}${']'.repeat(MEGABYTE)},${MESSAGES}}`],
    ['of 1,000,000 open brackets', '['.repeat(MEGABYTE)],
    ['of 1,000,000 members', `{${'"a":1,'.repeat(1_000_000)}${MESSAGES}}`],
    ['of 300,000 tiers', `{${'"serviceTier":{"type":"flex"},'.repeat(300_000)}${MESSAGES}}`],
    ['with a name of 4 MB', `{"${'x'.repeat(4 * MEGABYTE)}":1,${MESSAGES}}`],
    ['with a tier of 4 MB', `{"serviceTier":{"type":"${'x'.repeat(4 * MEGABYTE)}"}}`],
    ['with a tier that is a text of 4 MB', `{"serviceTier":"${'x'.repeat(4 * MEGABYTE)}"}`],
    ['with a number of 4 MB', `{"x":${'1'.repeat(4 * MEGABYTE)},${MESSAGES}}`],
    ['of 5 MB of white space', `${' '.repeat(5 * MEGABYTE)}{${MESSAGES}}`],
    ['of 5 MB of escapes', `{"x":"${'\\\\'.repeat(2 * MEGABYTE)}",${MESSAGES}}`],
  ])('%s is answered in few words', async (_what, body) => {
    const answer = await ask(`${router.url}/v1/extraction`, { body });
    expect([200, 400, 413]).toContain(answer.status);
    expect(answer.body.length).toBeLessThan(2_000);
  });

  it('that says it is huge and never comes is given up with its client', async () => {
    const lines = ['POST /v1/extraction HTTP/1.1', 'Host: 127.0.0.1', 'Content-Length: 999999999'];
    const { statuses } = await converse(router.url, writeRequest(lines, '{'), 1_000);
    expect(statuses).toEqual([]);
    expect(router.arrivals).toEqual([]);
  });
});

describe('a body that never ends', () => {
  it.each([
    ['/v1/extraction', 10 * MEGABYTE, 'HTTP content length exceeded 10485760 bytes.'],
    [
      INVOKE,
      6 * MEGABYTE,
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    ],
  ])(
    'at %s is refused at %i bytes, and soon no more is read of it',
    async (path, limit, message) => {
      const { text, sentBytes } = await sendEndlessly(router.url, { path });
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain(message);
      expect(sentBytes).toBeGreaterThan(limit);
      expect(sentBytes).toBeLessThan(limit + 64 * MEGABYTE);
      expect(router.arrivals).toEqual([]);
    },
  );

  it('but comes more and more slowly is not waited for', async () => {
    const request = { path: '/v1/extraction', fastBytes: 11 * MEGABYTE };
    const { text } = await sendEndlessly(router.url, request);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });
});
