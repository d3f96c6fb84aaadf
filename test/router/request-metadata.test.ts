import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BODY,
  lastArrival,
  maskRequestId,
  type ObservedRouter,
  post,
  startObservedRouter,
  until,
} from './support';

const NOVA_BODY = `{"schemaVersion":"messages-v1",${BODY.slice(1)}`;
const COUNT_BODY = `{"input":{"converse":${BODY}}}`;
const HEADER = 'x-amzn-bedrock-request-metadata';
const TRACE = '1-67891233-abcdef012345678912345678';
const ASKED = {
  'x-router-metadata': '{"team":"claims","batch":"47 11"}',
  'x-claude-code-session-id': '0a1b2c3d',
  'x-amzn-trace-id': `Root=${TRACE};Sampled=1`,
};

const PAIRS =
  '"team":"claims","batch":"47 11","router-operation":"extraction","router-requested-tier":"flex",' +
  '"router-mapping-version":"1","router-request-id":"ID","claude-code-session-id":"0a1b2c3d",' +
  `"router-trace-id":"${TRACE}"`;

/** The receipt of the request whose ID went to Bedrock. */
async function findReceipt(router: ObservedRouter, stamped: string) {
  const [, requestId] = /"router-request-id":"([^"]*)"/.exec(stamped) ?? [];
  const isReceipt = (entry: object) =>
    'request_id' in entry && entry.request_id === requestId && 'status' in entry;
  await until(() => router.log.some(isReceipt));
  return router.log.find(isReceipt);
}

describe('request metadata', () => {
  let router: ObservedRouter;

  beforeAll(async () => {
    router = await startObservedRouter();
  });
  afterAll(() => router.close());

  const send = async (path: string, body = BODY, headers: Record<string, string> = ASKED) => {
    const response = await post(router, path, body, headers);
    await response.arrayBuffer();
    return response;
  };

  it.each([
    '/v1/extraction',
    '/v1/extraction/stream',
    '/model/extraction/converse',
    '/model/extraction/converse-stream',
  ])('goes into the body at %s, and to no header', async (path) => {
    expect((await send(path)).status).toBe(200);
    const { body, headers } = lastArrival(router);
    expect(maskRequestId(body)).toBe(
      `{"serviceTier":{"type":"flex"},"requestMetadata":{${PAIRS}},${BODY.slice(1)}`,
    );
    expect(headers).not.toHaveProperty(HEADER);
    expect(headers).not.toHaveProperty('x-router-metadata');
  });

  it.each(['invoke', 'invoke-with-response-stream'])(
    'goes into a header of %s, and the body stays',
    async (action) => {
      expect((await send(`/model/extraction/${action}`, NOVA_BODY)).status).toBe(200);
      const { body, headers } = lastArrival(router);
      expect(maskRequestId(headers[HEADER])).toBe(`{${PAIRS}}`);
      expect(headers['authorization']).toContain(HEADER);
      expect(body.toString()).toBe(NOVA_BODY);
      expect(headers).not.toHaveProperty('x-router-metadata');
    },
  );

  it('goes nowhere with count-tokens, which knows none', async () => {
    expect((await send('/model/extraction/count-tokens', COUNT_BODY)).status).toBe(200);
    const { body, headers } = lastArrival(router);
    expect(body.toString()).toBe(COUNT_BODY);
    expect(headers).not.toHaveProperty(HEADER);
    expect(headers).not.toHaveProperty('x-router-metadata');
  });

  it('has the request ID of the receipt', async () => {
    await send('/v1/extraction');
    const receipt = await findReceipt(router, lastArrival(router).body.toString());
    expect(receipt).toMatchObject({
      operation: 'extraction',
      requested_tier: 'flex',
      mapping_version: '1',
      metadata: { team: 'claims', batch: '47 11' },
      session_id: '0a1b2c3d',
      trace_id: TRACE,
    });
  });

  it('is alike on every attempt, whatever tier is asked of Bedrock', async () => {
    const before = router.aws.bedrock.journal.entries.length;
    const claude = 'us.anthropic.claude-sonnet-4-6:flex';
    expect((await send(`/model/${claude}/converse`, BODY, {})).status).toBe(200);
    const bodies = router.aws.bedrock.journal.entries.slice(before).map(({ body }) => String(body));
    const stamp = `"requestMetadata":{"router-operation":"direct","router-requested-tier":"flex","router-request-id":"ID"},`;
    expect(bodies.map((body) => maskRequestId(body))).toEqual([
      `{"serviceTier":{"type":"flex"},${stamp}${BODY.slice(1)}`,
      `{${stamp}${BODY.slice(1)}`,
    ]);
    const [first, second] = bodies;
    expect(second).toBe(first?.replace('"serviceTier":{"type":"flex"},', ''));
  });

  it('of the caller stays, and fills up to sixteen pairs', async () => {
    const own = Array.from({ length: 15 }, (_, index) => `"k${index}":"${index}"`).join(',');
    const body = `{"requestMetadata":{${own}},${BODY.slice(1)}`;
    expect((await send('/v1/assessment', body, {})).status).toBe(200);
    expect(lastArrival(router).body.toString()).toBe(
      `{"requestMetadata":{"router-operation":"assessment",${own}},${BODY.slice(1)}`,
    );
  });

  it('of the caller that Bedrock refuses is refused by Bedrock', async () => {
    const body = `{"requestMetadata":{"team":"100 %"},${BODY.slice(1)}`;
    const response = await send('/v1/assessment', body, {});
    expect(response.status).toBe(400);
    expect(response.headers.get('x-router-error')).toBeNull();
    const many = Array.from({ length: 17 }, (_, index) => `"k${index}":"${index}"`).join(',');
    const text = `{"requestMetadata":{${many}},${BODY.slice(1)}`;
    expect((await send('/v1/assessment', text, {})).status).toBe(400);
    expect(lastArrival(router).body.toString()).toBe(text);
  });

  it('in x-router-metadata that breaks a rule is refused before any call', async () => {
    const calls = router.aws.bedrock.journal.entries.length;
    const response = await post(router, '/v1/extraction', BODY, { 'x-router-metadata': '{"n":7}' });
    expect([
      response.status,
      response.headers.get('x-router-error'),
      await response.json(),
    ]).toEqual([
      400,
      'invalid-header',
      { message: 'x-router-metadata has a value under "n" that is not a string' },
    ]);
    expect(router.aws.bedrock.journal.entries).toHaveLength(calls);
  });

  it('gives no name any power', async () => {
    const metadata = '{"__proto__":"x","constructor":"y","toString":"z"}';
    expect((await send('/v1/extraction', BODY, { 'x-router-metadata': metadata })).status).toBe(
      200,
    );
    const sent = lastArrival(router).body.toString();
    expect(sent).toContain('"__proto__":"x","constructor":"y","toString":"z","router-operation"');
    const receipt = await findReceipt(router, sent);
    expect(receipt?.['metadata']).toMatchObject({ toString: 'z' });
    expect((await send('/v1/extraction')).status).toBe(200);
  });
});

describe('request metadata that is switched off', () => {
  let router: ObservedRouter;

  beforeAll(async () => {
    router = await startObservedRouter({ settings: { requestMetadata: false } });
  });
  afterAll(() => router.close());

  it('leaves body and headers unchanged, and is still in the log', async () => {
    await (await post(router, '/v1/assessment', BODY, ASKED)).arrayBuffer();
    expect(lastArrival(router).body.toString()).toBe(BODY);
    await (await post(router, '/model/assessment/invoke', NOVA_BODY, ASKED)).arrayBuffer();
    expect(lastArrival(router).headers).not.toHaveProperty(HEADER);
    const header = { [HEADER]: '{"team":"claims"}' };
    await (await post(router, '/model/assessment/invoke', NOVA_BODY, header)).arrayBuffer();
    expect(lastArrival(router).headers[HEADER]).toBe('{"team":"claims"}');
    await until(() => router.log.filter(({ metadata }) => metadata !== undefined).length === 2);
  });
});
