import { describe, expect, it } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { ask as send } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';
import { converse, writeRequest } from './raw-socket';

const router = attackRouter();

const BODY = `{"messages":[{"role":"user","content":[{"text":"${CANARY}"}]}]}`;
const MESSAGES = '"messages":[{"role":"user","content":[{"text":"x"}]}]';
const START = ['POST /v1/extraction HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close'];
const SMUGGLED = 'POST /v1/assessment HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}';
const LENGTH = `Content-Length: ${BODY.length}`;
const CHUNKED = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

const ask = (headers: readonly string[], body = BODY) =>
  converse(router.url, writeRequest([...START, ...headers], body));

describe('a request that two servers could read in two ways', () => {
  it.each([
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], CHUNKED],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], CHUNKED],
    ['two lengths', ['Content-Length: 5', LENGTH], BODY],
    ['a list of lengths', [`Content-Length: 5, ${BODY.length}`], BODY],
    ['a signed length', [`Content-Length: +${BODY.length}`], BODY],
    ['a negative length', ['Content-Length: -1'], BODY],
    ['a length in hexadecimals', ['Content-Length: 0x10'], BODY],
    ['a space before the colon', [`Content-Length : ${BODY.length}`], BODY],
    ['an unknown coding at the end', ['Transfer-Encoding: chunked, xchunked'], CHUNKED],
    ['a coding with a vertical tab', ['Transfer-Encoding: \u000bchunked'], CHUNKED],
    ['a folded coding', ['Transfer-Encoding:', ' chunked'], CHUNKED],
    ['a folded header', ['X-Folded: one', ' two', LENGTH], BODY],
    ['a size of chunks that overflows', ['Transfer-Encoding: chunked'], 'ffffffffffffffff1\r\n{}'],
    ['a size of chunks that is none', ['Transfer-Encoding: chunked'], '0x2\r\n{}\r\n0\r\n\r\n'],
    ['a line that ends in LF alone', ['X-Header: one\nX-Other: two', LENGTH], BODY],
    ['a CR alone inside a value', ['X-Header: one\rX-Other: two', LENGTH], BODY],
    ['a NUL in a value', ['X-Header: one\u0000two', LENGTH], BODY],
    ['a NUL in a name', ['X-He\u0000ader: one', LENGTH], BODY],
    ['a line without a colon', ['X-Header', LENGTH], BODY],
    ['an empty name', [': one', LENGTH], BODY],
  ])('such as %s is refused before the function sees it', async (_what, headers, body) => {
    const { statuses } = await ask(headers, body);
    expect(statuses).toEqual([400]);
    expect(router.arrivals).toEqual([]);
    expect(router.lines).toEqual([]);
  });

  /** The first request is complete, so it may be on its way to Bedrock, which refuses `{}`. */
  it('with bytes behind its body is refused, and those bytes are never routed', async () => {
    const { statuses } = await ask(['Content-Length: 2'], `{}${SMUGGLED}`);
    expect(statuses).toEqual([400]);
    const operations = router.arrivals.map(
      ({ body }) => /operation":"(\w+)"/.exec(String(body))?.[1],
    );
    expect(operations.filter((operation) => operation !== 'extraction')).toEqual([]);
  });

  it('inside another’s body is that body', async () => {
    const { statuses } = await ask([`Content-Length: ${SMUGGLED.length}`], SMUGGLED);
    expect(statuses).toEqual([400]);
    expect(router.arrivals).toEqual([]);
  });
});

describe('a request line', () => {
  it.each([
    ['an absolute address', 'POST http://169.254.169.254/v1/extraction HTTP/1.1', [404]],
    ['another host in it', 'POST //169.254.169.254/v1/extraction HTTP/1.1', [404]],
    ['no path', 'POST * HTTP/1.1', [404]],
    ['an empty path', 'POST  HTTP/1.1', [400]],
    ['a space in its path', 'POST /v1/extraction x HTTP/1.1', [400]],
    ['a NUL in its path', 'POST /v1/extr\u0000action HTTP/1.1', [400]],
    ['a tunnel', 'CONNECT 169.254.169.254:80 HTTP/1.1', []],
    ['an unknown method', 'STEAL /v1/extraction HTTP/1.1', [400]],
    ['an unknown version', 'POST /v1/extraction HTTP/9.9', [400]],
    ['a tab', 'POST\t/v1/extraction\tHTTP/1.1', [400]],
  ])('with %s reaches nothing', async (_what, line, expected) => {
    const request = [line, ...START.slice(1), LENGTH];
    const { statuses } = await converse(router.url, writeRequest(request, BODY));
    expect(statuses).toEqual(expected);
    expect(router.arrivals).toEqual([]);
  });

  it.each(['evil.example', '169.254.169.254', '127.0.0.1@evil.example', 'localhost.evil.example'])(
    'for the host %s is not for us',
    async (host) => {
      const request = [START[0] ?? '', `Host: ${host}`, 'Connection: close', 'Content-Length: 0'];
      const { statuses } = await converse(router.url, writeRequest(request));
      expect(statuses).toEqual([403]);
      expect(router.arrivals).toEqual([]);
    },
  );

  it('that wants another protocol is answered in this one', async () => {
    const upgrade = ['Connection: close, Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQ'];
    const { statuses } = await ask([...upgrade, LENGTH]);
    expect(statuses).toEqual([200]);
  });
});

/** Readers that take the first of two members with one name would be asked for `priority` by each of these. */
describe('a body that asks for a more expensive tier besides the tier that is checked', () => {
  it.each([
    `{"serviceTier":{"type":"priority","type":"flex"},${MESSAGES}}`,
    `{"serviceTier":{"type":"priority"},"serviceTier":{"type":"flex"},${MESSAGES}}`,
    String.raw`{"service\u0054ier":{"type":"priority"},"serviceTier":{"type":"flex"},${MESSAGES}}`,
    String.raw`{"serviceTier":{"t\u0079pe":"priority","type":"flex"},${MESSAGES}}`,
    `{${MESSAGES},"serviceTier":{"type":"priority"},"serviceTier":{"type":"flex"}}`,
  ])('asks Bedrock for one: %s', async (body) => {
    const { status, headers } = await send(`${router.url}/v1/assessment`, { body });
    expect([status, headers['x-router-requested-tier']]).toEqual([200, 'flex']);
    const arrived = String(router.arrivals[0]?.body);
    expect(arrived).toContain('"serviceTier":{"type":"flex"}');
    expect(arrived.match(/"t(y|\\u0079)pe"/g)).toHaveLength(1);
  });
});
