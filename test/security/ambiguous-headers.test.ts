import { describe, expect, it } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { attackRouter } from './attack-router';
import { converse, writeRequest } from './raw-socket';

const router = attackRouter();

const BODY = `{"messages":[{"role":"user","content":[{"text":"${CANARY}"}]}]}`;
const START = [
  'POST /v1/extraction HTTP/1.1',
  'Connection: close',
  `Content-Length: ${BODY.length}`,
];
const OURS = 'Host: 127.0.0.1';

const ask = (headers: readonly string[]) =>
  converse(router.url, writeRequest([...START, ...headers], BODY));

describe('a header behind many others', () => {
  it.each([100, 2_100, 8_000])('counts behind %i', async (count) => {
    const many = Array.from({ length: count }, () => 'a: b');
    const { statuses, text } = await ask([OURS, ...many, 'x-router-strict-tier: bogus']);
    expect(statuses).toEqual([400]);
    expect(text).toContain('x-router-strict-tier');
    expect(router.arrivals).toEqual([]);
  });

  it('that are too many together is refused with them', async () => {
    const many = Array.from({ length: 9_000 }, () => 'a: b');
    const { statuses } = await ask([OURS, ...many, 'x-router-strict-tier: bogus']);
    expect(statuses).toEqual([431]);
    expect(router.arrivals).toEqual([]);
  });
});

describe('a request for two hosts', () => {
  it.each([
    [[OURS, 'Host: evil.example']],
    [['Host: evil.example', OURS]],
    [[OURS, 'hOsT: 127.0.0.1']],
    [[OURS, 'Host:']],
  ])('such as %j is refused', async (hosts) => {
    const { statuses } = await ask(hosts);
    expect(statuses).toEqual([400]);
    expect(router.arrivals).toEqual([]);
  });

  it('is told from a request for one', async () => {
    const { statuses } = await ask([OURS, 'X-Host: evil.example']);
    expect(statuses).toEqual([200]);
  });
});
