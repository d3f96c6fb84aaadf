import { describe, expect, it } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { ask } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';
import { converse, writeRequest } from './raw-socket';

const router = attackRouter();

const BODY = `{"messages":[{"role":"user","content":[{"text":"${CANARY}"}]}]}`;
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const OURS = 'Host: 127.0.0.1';
const CLOSE = 'Connection: close';

/** Neither `fetch` nor `node:http` would send such headers unchanged. */
function sendRaw(headers: readonly string[], path = '/v1/extraction') {
  const lines = [`POST ${path} HTTP/1.1`, `Content-Length: ${BODY.length}`, ...headers];
  return converse(router.url, writeRequest(lines, BODY));
}

describe('headers of a request', () => {
  it.each([
    ['Connection: close, anthropic-beta', 'anthropic-beta: kept'],
    ['Connection: close, x-amzn-bedrock-service-tier', 'x-amzn-bedrock-service-tier: priority'],
  ])(
    'are forwarded although %s names them as headers of the connection',
    async (connection, header) => {
      const { statuses } = await sendRaw([OURS, connection, header]);
      expect(statuses).toEqual([200]);
      expect(router.arrivals).toHaveLength(1);
    },
  );

  it('keep an escaped line break as text', async () => {
    const headers = { 'anthropic-beta': 'one%0d%0ax-injected: 1', accept: 'a\\r\\nx-injected: 1' };
    await ask(`${router.url}/v1/extraction`, { headers, body: BODY });
    expect(router.arrivals).toHaveLength(1);
    expect(Object.keys(router.arrivals[0]?.headers ?? {})).not.toContain('x-injected');
  });
});

describe('a line break in percent-encoding', () => {
  it.each([
    `/model/${NOVA}%0d%0aX-Injected:%201/converse`,
    '/v1/extraction%0d%0aX-Injected:%201',
    '/v1/extraction%E5%98%8A%E5%98%8DX-Injected:%201',
    '/%0d%0aX-Injected:%201',
  ])('as in %s makes no header and no second answer', async (path) => {
    const { statuses, text } = await sendRaw([OURS, CLOSE], path);
    expect(statuses).toHaveLength(1);
    expect([400, 404]).toContain(statuses[0]);
    expect(text).not.toMatch(/^x-injected/im);
    expect(router.arrivals).toEqual([]);
  });
});

describe('a tier', () => {
  it.each(['flex\tx', 'flex,priority', 'FLEX', '', '__proto__', '{"type":"flex"}'])(
    'of %j is refused and is in no response header',
    async (tier) => {
      const headers = { 'x-amzn-bedrock-service-tier': tier };
      const answer = await ask(`${router.url}/v1/extraction`, { headers, body: BODY });
      expect([answer.status, answer.headers['x-router-error']]).toEqual([400, 'invalid-tier']);
      expect(answer.headers['x-router-requested-tier']).toBeUndefined();
      expect(router.arrivals).toEqual([]);
    },
  );
});

it.each([
  [100, 400, /x-router-strict-tier/],
  [2_100, 400, /x-router-strict-tier/],
  [8_000, 400, /x-router-strict-tier/],
  [9_000, 431, /^HTTP\/1\.1 431 /],
])('a header behind %i others is read, or all are refused: %i', async (count, status, words) => {
  const many = Array.from({ length: count }, () => 'a: b');
  const { statuses, text } = await sendRaw([OURS, CLOSE, ...many, 'x-router-strict-tier: bogus']);
  expect(statuses).toEqual([status]);
  expect(text).toMatch(words);
  expect(router.arrivals).toEqual([]);
});

describe('a request for two hosts', () => {
  it.each([
    [[OURS, 'Host: evil.example']],
    [['Host: evil.example', OURS]],
    [[OURS, 'hOsT: 127.0.0.1']],
    [[OURS, 'Host:']],
  ])('such as %j is refused', async (hosts) => {
    const { statuses } = await sendRaw([CLOSE, ...hosts]);
    expect(statuses).toEqual([400]);
    expect(router.arrivals).toEqual([]);
  });

  it('differs from a request with another header that ends in Host', async () => {
    const { statuses } = await sendRaw([OURS, CLOSE, 'X-Host: evil.example']);
    expect(statuses).toEqual([200]);
  });
});
