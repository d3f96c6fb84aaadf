import { describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { BODY, maskRequestId, post } from './support';

const NOVA_BODY = `{"schemaVersion":"messages-v1",${BODY.slice(1)}`;
const COUNT_BODY = `{"input":{"converse":${BODY}}}`;
const HEADER = 'x-amzn-bedrock-request-metadata';
const TRACE = '1-67891233-abcdef012345678912345678';
const SENT = {
  'x-router-metadata': '{"team":"claims","__proto__":"x","toString":"47 11"}',
  'x-claude-code-session-id': '0a1b2c3d',
  'x-amzn-trace-id': `Root=${TRACE};Sampled=1`,
};

const PAIRS =
  '"team":"claims","__proto__":"x","toString":"47 11","router-operation":"extraction",' +
  '"router-requested-tier":"flex","router-mapping-version":"1","router-request-id":"ID",' +
  `"claude-code-session-id":"0a1b2c3d","router-trace-id":"${TRACE}"`;
const IN_BODY = `{"serviceTier":{"type":"flex"},"requestMetadata":{${PAIRS}},${BODY.slice(1)}`;

describe('request metadata', () => {
  const router = runRouter();

  it.each([
    ['/v1/extraction', BODY, IN_BODY, undefined],
    ['/v1/extraction/stream', BODY, IN_BODY, undefined],
    ['/model/extraction/converse', BODY, IN_BODY, undefined],
    ['/model/extraction/converse-stream', BODY, IN_BODY, undefined],
    ['/model/extraction/invoke', NOVA_BODY, NOVA_BODY, `{${PAIRS}}`],
    ['/model/extraction/invoke-with-response-stream', NOVA_BODY, NOVA_BODY, `{${PAIRS}}`],
    ['/model/us.anthropic.claude-sonnet-4-6/count-tokens', COUNT_BODY, COUNT_BODY, undefined],
  ])('of %s is in the body, in a header or nowhere', async (path, sent, body, header) => {
    const response = await post(router, path, sent, SENT);
    await response.arrayBuffer();
    expect(response.status).toBe(200);
    const { headers } = router.arrival;
    expect(maskRequestId(router.arrival.body)).toBe(body);
    expect(headers[HEADER] && maskRequestId(headers[HEADER])).toBe(header);
    expect(String(headers['authorization']).includes(HEADER)).toBe(header !== undefined);
    expect(headers).not.toHaveProperty('x-router-metadata');
  });

  it('has the request ID of the receipt', async () => {
    await (await post(router, '/v1/extraction', BODY, SENT)).arrayBuffer();
    const [, requestId] = /"router-request-id":"([^"]*)"/.exec(String(router.arrival.body)) ?? [];
    const receipt = await router.log.find(
      (line) => line['request_id'] === requestId && 'status' in line,
    );
    expect(receipt).toMatchObject({
      operation: 'extraction',
      requested_tier: 'flex',
      mapping_version: '1',
      metadata: { team: 'claims', toString: '47 11' },
      session_id: '0a1b2c3d',
      trace_id: TRACE,
    });
  });

  it('is the same on every attempt, whatever tier is sent', async () => {
    const model = 'us.anthropic.claude-sonnet-4-6:flex';
    await (await post(router, `/model/${model}/converse`)).arrayBuffer();
    const [first = '', second] = router.arrivals.map(({ body }) => String(body));
    expect(maskRequestId(first)).toBe(
      `{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"direct","router-requested-tier":"flex","router-request-id":"ID"},${BODY.slice(1)}`,
    );
    expect(second).toBe(first.replace('"serviceTier":{"type":"flex"},', ''));
  });

  it('that breaks a rule is refused before any call', async () => {
    const headers = { 'x-router-metadata': '{"n":7}' };
    const response = await post(router, '/v1/extraction', BODY, headers);
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'x-router-metadata has a value under "n" that is not a string' },
    ]);
    expect(router.arrivals).toEqual([]);
  });
});

describe('request metadata that is switched off', () => {
  const router = runRouter({ settings: { requestMetadata: false } });

  it('leaves body and headers unchanged, and is still in the log', async () => {
    await (await post(router, '/v1/assessment', BODY, SENT)).arrayBuffer();
    expect(router.arrival.body.toString()).toBe(BODY);
    expect(await router.log.receiptOf('assessment')).toMatchObject({
      metadata: { team: 'claims' },
    });
    await (await post(router, '/model/assessment/invoke', NOVA_BODY, SENT)).arrayBuffer();
    expect(router.arrival.headers).not.toHaveProperty(HEADER);
    const header = { [HEADER]: '{"team":"claims"}' };
    await (await post(router, '/model/assessment/invoke', NOVA_BODY, header)).arrayBuffer();
    expect(router.arrival.headers[HEADER]).toBe('{"team":"claims"}');
  });
});
