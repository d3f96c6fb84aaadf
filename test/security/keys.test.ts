import { describe, expect, it } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { ask } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';
import { converse, writeRequest } from './raw-socket';

const KEY = 'goodkey000'.repeat(4);
const OTHER = 'otherkey00'.repeat(4);
const UNKNOWN = `${CANARY}-`.repeat(3);

const router = attackRouter({
  settings: { authorization: 'keys', mappingMaxAgeSeconds: 0 },
  callers: [
    { apiKey: { id: 'goodkey000', value: KEY }, policy: { name: 'good' } },
    {
      apiKey: { id: 'otherkey00', value: OTHER },
      policy: { name: 'other', operations: ['assessment'] },
    },
  ],
});

const BODY = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';

function call(headers: Record<string, string>) {
  return ask(`${router.url}/v1/extraction`, { headers, body: BODY });
}

it.each([
  ['is that of x-api-key', KEY, OTHER, 200, 'goodkey000'],
  ['lends a caller no policy of another', OTHER, KEY, 403, 'otherkey00'],
  ['is unknown if that of x-api-key is', UNKNOWN, KEY, 403, undefined],
  ['is missing if x-api-key cannot be a key', '{}', KEY, 401, undefined],
])('a key in two headers %s', async (_, first, second, status, callerId) => {
  const answer = await call({ 'x-api-key': first, authorization: `Bearer ${second}` });
  expect(answer.status).toBe(status);
  if (callerId === undefined) expect(router.lines).toEqual([]);
  else expect(await router.receipts()).toMatchObject([{ caller_id: callerId, status }]);
  expect(router.arrivals).toHaveLength(status === 200 ? 1 : 0);
});

/** In Latin-1, as it goes over the wire. */
async function callRaw(...headers: readonly string[]): Promise<readonly number[]> {
  const lines = ['POST /v1/extraction HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close'];
  const length = `Content-Length: ${BODY.length}`;
  const request = writeRequest([...lines, ...headers, length], BODY);
  return (await converse(router.url, request)).statuses;
}

describe('a key is refused and reaches no log', () => {
  it.each([
    ['that is sent twice', [`x-api-key: ${KEY}`, `X-Api-Key: ${OTHER}`], 401],
    ['that is sent twice alike', [`x-api-key: ${KEY}`, `X-Api-Key: ${KEY}`], 401],
    ['that is a list of keys', [`x-api-key: ${KEY},${OTHER}`], 401],
    ['of two bearers', [`authorization: Bearer ${KEY}`, `Authorization: Bearer ${OTHER}`], 401],
    ['of 129 characters', [`x-api-key: ${'k'.repeat(129)}`], 401],
    ['of 8 KB', [`x-api-key: ${KEY.repeat(200)}`], 401],
    ['of 20 KB', [`x-api-key: ${KEY.repeat(500)}`], 431],
    ['of 8 KB as a bearer', [`authorization: Bearer ${KEY.repeat(200)}`], 401],
    ['with 8 KB of spaces before it', [`authorization: Bearer${' '.repeat(8_000)}`], 401],
    ['with a NUL in it', [`x-api-key: ${KEY}\u0000`], 400],
    ['with an escape in it', [`x-api-key: ${KEY}\u001b[2K`], 400],
    ['with a line break in it', [`x-api-key: ${KEY}\nx-forged: 1`], 400],
    ['with a tab in it', [`x-api-key: ${KEY}\tx`], 401],
    ['with a byte that is no ASCII', [`x-api-key: ${KEY}\u00ff`], 401],
    ['with the end of a C string', [`x-api-key: ${KEY}%00`], 401],
    ['that matches anything', [`x-api-key: ${'*'.repeat(40)}`], 401],
    ['that is a member of every object', ['x-api-key: __proto____proto____proto__'], 403],
    ['that is the ID of a key', ['x-api-key: goodkey000'], 401],
  ])('%s', async (_what, headers, status) => {
    expect(await callRaw(...headers)).toEqual([status]);
    expect(router.arrivals).toEqual([]);
    expect(router.lines).toEqual([]);
  });
});

it('headers that name another caller change nothing', async () => {
  const headers = {
    'x-api-key': OTHER,
    'x-api-key-id': 'goodkey000',
    'x-router-caller': 'good',
    'x-amzn-apikeyid': 'goodkey000',
    'x-amzn-api-gateway-api-key-id': 'goodkey000',
  };
  const answer = await call(headers);
  expect([answer.status, answer.headers['x-router-error']]).toEqual([403, 'caller-not-allowed']);
  expect(await router.receipts()).toMatchObject([{ caller_id: 'otherkey00' }]);
});
