import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { ask, type RawQuestion, readJson } from '../../local/bedrock/ask';
import { BODY } from '../support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const INVOKE = `{"schemaVersion":"messages-v1",${BODY.slice(1)}`;
const METADATA = 'x-amzn-bedrock-request-metadata';

const router = runRouter();
const send = (path: string, question: RawQuestion = {}) => ask(`${router.url}${path}`, question);

describe('HEAD', () => {
  it.each(['/health', '/v1/operations', '/health/'])(
    'of %s is that of GET without a body',
    async (path) => {
      const head = await send(path, { method: 'HEAD' });
      const { status, headers } = await send(path, { method: 'GET' });
      expect([head.status, head.headers['content-type'], head.body.length]).toEqual([
        status,
        headers['content-type'],
        0,
      ]);
      expect(status).toBe(200);
    },
  );
});

it.each([
  ['HEAD', '/v1/extraction', 'POST'],
  ['OPTIONS', '/v1/extraction', 'POST'],
  ['PATCH', `/model/${NOVA}/converse`, 'POST'],
  ['OPTIONS', '/health', 'GET, HEAD'],
  ['DELETE', '/v1/operations', 'GET, HEAD'],
])('%s %s is answered with the methods that the path takes', async (method, path, allow) => {
  const answer = await send(path, { method });
  expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
});

it.each([
  '/v1/extraction/',
  '//v1/extraction',
  '/v1//extraction',
  '/v1/%65xtraction',
  '/v1/extraction?x=/y',
])('POST %s calls extraction', async (path) => {
  const answer = await send(path, { body: BODY });
  expect([answer.status, answer.headers['x-router-operation']]).toEqual([200, 'extraction']);
});

describe('a body', () => {
  it.each([
    ['application/x-www-form-urlencoded', 'application/json'],
    ['text/plain;charset=UTF-8', 'application/json'],
    ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
  ])('of type %s is sent to Bedrock as %s', async (type, sent) => {
    for (const [path, body] of [
      ['/v1/extraction', BODY],
      [`/model/${NOVA}/invoke`, INVOKE],
    ] as const) {
      const answer = await send(path, { body, headers: { 'content-type': type } });
      expect(answer.status).toBe(200);
      expect(router.arrival.headers['content-type']).toBe(sent);
    }
  });

  it.each([
    ['/v1/extraction', BODY, 'application/json'],
    [`/model/${NOVA}/invoke`, INVOKE, 'application/octet-stream'],
  ])('of an opaque type is sent from %s as what its API knows', async (path, body, sent) => {
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await send(path, { body, headers })).status).toBe(200);
    expect(router.arrival.headers['content-type']).toBe(sent);
  });

  it.each([
    ['/v1/extraction', BODY],
    ['/v1/extraction/stream', BODY],
    [`/model/${NOVA}/converse`, BODY],
    [`/model/${NOVA}/invoke`, INVOKE],
    ['/model/anthropic.claude-sonnet-4-6/count-tokens', `{"input":{"converse":${BODY}}}`],
  ])('that is compressed is refused at %s, and not sent on', async (path, body) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await send(path, { body: gzipSync(body), headers });
    expect([answer.status, answer.headers['x-router-error'], readJson(answer)]).toEqual([
      415,
      'unsupported-media-type',
      {
        message:
          'the body is compressed: its content-encoding is "gzip"; send it uncompressed, without that header',
      },
    ]);
    expect(router.arrivals).toEqual([]);
  });

  it('may arrive in chunks, after a client has asked to continue', async () => {
    const headers = { expect: '100-continue', 'transfer-encoding': 'chunked' };
    expect((await send('/v1/extraction', { body: BODY, headers })).status).toBe(200);
  });
});

describe('metadata that only the router may write', () => {
  const FORGED = '{"team":"claims","router-caller":"finance"}';
  const withMember = (body: string) => `{"requestMetadata":${FORGED},${body.slice(1)}`;

  it.each([
    ['/v1/extraction', withMember(BODY), {}, 'invalid-body'],
    ['/v1/extraction/stream', withMember(BODY), {}, 'invalid-body'],
    [`/model/${NOVA}/converse`, withMember(BODY), {}, 'invalid-body'],
    [`/model/${NOVA}/invoke`, INVOKE, { [METADATA]: FORGED }, 'invalid-header'],
    [
      `/model/${NOVA}/invoke`,
      INVOKE,
      { 'X-Amzn-Bedrock-Request-Metadata': FORGED },
      'invalid-header',
    ],
    ['/v1/extraction', BODY, { [METADATA]: FORGED }, 'invalid-header'],
    ['/v1/extraction', BODY, { 'x-router-metadata': FORGED }, 'invalid-header'],
  ])('is refused at %s with body %s and headers %j', async (path, body, headers, code) => {
    const answer = await send(path, { body, headers });
    expect([answer.status, answer.headers['x-router-error']]).toEqual([400, code]);
    expect(answer.body.toString()).toContain('keys that begin with \\"router-\\" are the router');
    expect(router.arrivals).toEqual([]);
  });
});

describe('a reply that Bedrock compressed', () => {
  const bedrock = runScriptedBedrock();
  const behind = runRouter({ chooseEndpoints: bedrock.chooseEndpoints });
  const REPLY =
    '{"output":{"message":{"role":"assistant","content":[]}},"usage":{"inputTokens":1,"outputTokens":1}}';

  it('comes back as it is, with its encoding and without invented usage', async () => {
    bedrock.script((response) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      response.writeHead(200, headers).end(gzipSync(REPLY));
    });
    const answer = await ask(`${behind.url}/v1/extraction`, { body: BODY });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.body).toString()).toBe(REPLY);
    const receipt = await behind.log.receiptOf('extraction');
    expect(receipt).toMatchObject({ status: 200 });
    expect(receipt).not.toHaveProperty('usage');
    expect(receipt).not.toHaveProperty('estimated_cost_usd');
  });
});
