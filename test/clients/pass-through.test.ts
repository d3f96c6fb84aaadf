import { ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { ask } from '../local/bedrock/ask';
import { maskRequestId } from '../router/support';
import { CLAUDE, createClient, MESSAGES, NOVA, NOVA_BODY, recordBodies } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

const FLEX = '"serviceTier":{"type":"flex"},';
const OWN_DIRECT =
  '"router-operation":"direct","router-requested-tier":"flex","router-request-id":"ID"';
const STAMP_DIRECT = `"requestMetadata":{${OWN_DIRECT}},`;
const STAMP_EXTRACTION =
  '"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"1","router-request-id":"ID"},';
const LARGE = 3 * 1024 * 1024;

/** Bytes without a pattern, the same in every run. */
function composeBytes(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

const LARGE_IMAGE = { image: { format: 'png' as const, source: { bytes: composeBytes(LARGE) } } };
const DOCUMENT = {
  document: {
    name: 'Rechnung März',
    format: 'pdf' as const,
    source: { bytes: composeBytes(40_000) },
    citations: { enabled: true },
  },
};

describe('what the AWS SDK sends', () => {
  it.each([
    ['a 3 MB image', { messages: [{ role: 'user' as const, content: [LARGE_IMAGE] }] }],
    [
      'a document beside text',
      { messages: [{ role: 'user' as const, content: [DOCUMENT, { text: '¿Qué? 🧾 \u2028' }] }] },
    ],
    [
      'performance, guardrail and model members',
      {
        messages: MESSAGES,
        performanceConfig: { latency: 'optimized' as const },
        guardrailConfig: {
          guardrailIdentifier: 'gr-abc123',
          guardrailVersion: '3',
          trace: 'enabled_full' as const,
        },
        additionalModelRequestFields: { inferenceConfig: { topK: 20 }, precise: 1e-7 },
        additionalModelResponseFieldPaths: ['/stop_sequence'],
        promptVariables: { page: { text: '7' } },
      },
    ],
  ])('arrives byte for byte behind the tier and the metadata: %s', async (_name, input) => {
    const client = createClient(router.url);
    const sent = recordBodies(client);
    await client.send(new ConverseCommand({ modelId: `${NOVA}:flex`, ...input }));
    const [body = Buffer.of()] = sent;
    const spliced = `{${FLEX}${STAMP_DIRECT}${body.toString('utf8').slice(1)}`;
    expect(maskRequestId(router.arrival.body) === spliced).toBe(true);
  });

  it('keeps the metadata that it has, and gets the router’s beside them', async () => {
    const client = createClient(router.url);
    const sent = recordBodies(client);
    const requestMetadata = { team: 'claims', 'cost:centre': '42' };
    await client.send(
      new ConverseCommand({ modelId: `${NOVA}:flex`, messages: MESSAGES, requestMetadata }),
    );
    const body = String(sent[0]);
    const own = '"requestMetadata":{"team":"claims","cost:centre":"42"}';
    const [before = '', after = ''] = body.split(own);
    expect(maskRequestId(router.arrival.body)).toBe(
      `{${FLEX}${before.slice(1)}"requestMetadata":{${OWN_DIRECT},"team":"claims","cost:centre":"42"}${after}`,
    );
  });

  it('keeps every header that Bedrock knows on the invoke operations', async () => {
    await createClient(router.url).send(
      new InvokeModelCommand({
        modelId: `${NOVA}:flex`,
        body: NOVA_BODY,
        contentType: 'application/json',
        accept: 'application/json',
        performanceConfigLatency: 'optimized',
        guardrailIdentifier: 'gr-abc123',
        guardrailVersion: '3',
        trace: 'ENABLED',
        requestMetadata: '{"team":"claims"}',
      }),
    );
    expect(router.arrival.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-amzn-bedrock-performanceconfig-latency': 'optimized',
      'x-amzn-bedrock-guardrailidentifier': 'gr-abc123',
      'x-amzn-bedrock-guardrailversion': '3',
      'x-amzn-bedrock-trace': 'ENABLED',
      'x-amzn-bedrock-request-metadata': expect.stringMatching(
        /^\{"router-operation":"direct",.*,"team":"claims"\}$/,
      ),
      'x-amzn-bedrock-service-tier': 'flex',
    });
  });
});

it('forwards no header that is not for Bedrock', async () => {
  const reply = await ask(`${router.url}/model/${NOVA}/invoke`, {
    body: NOVA_BODY,
    headers: {
      authorization: 'Bearer caller',
      'x-api-key': 'caller',
      cookie: 'session=caller',
      'proxy-authorization': 'Basic caller',
      'x-amz-security-token': 'caller',
      'x-amz-target': 'AmazonSSM.PutParameter',
      'x-amzn-requestid': 'caller',
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-host': '169.254.169.254',
      forwarded: 'host=169.254.169.254',
      'x-http-method-override': 'DELETE',
      'x-router-operation': 'assessment',
      'x-router-strict-tier': 'false',
      'x-router-metadata': '{"team":"claims"}',
      connection: 'keep-alive, x-hop',
      'x-hop': 'caller',
      te: 'trailers',
      'accept-encoding': 'gzip',
      'anthropic-beta': 'context-1m-2025-08-07',
      'X-Amzn-Bedrock-Future': 'yes',
    },
  });
  expect(reply.status).toBe(200);
  expect(Object.keys(router.arrival.headers).sort()).toEqual([
    'amz-sdk-invocation-id',
    'amz-sdk-request',
    'anthropic-beta',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
    'x-amz-content-sha256',
    'x-amz-date',
    'x-amz-user-agent',
    'x-amzn-bedrock-future',
    'x-amzn-bedrock-request-metadata',
  ]);
  expect(JSON.stringify(router.arrival.headers)).not.toContain('caller');
});

describe('a member that the router does not know', () => {
  const written =
    ' {\n\t"futureMember" : [1.0, 1e400, -0, 12345678901234567890, "\\u00e9\\/"],\n' +
    ' "messages":[{"role":"user","content":[{"text":"Hi"}],"new":{}}], "futureMember" : null } ';

  it('arrives with its white space, numbers, escapes and repeated names', async () => {
    const reply = await fetch(`${router.url}/v1/extraction`, { method: 'POST', body: written });
    expect(reply.status).toBe(200);
    expect(maskRequestId(router.arrival.body)).toBe(
      ` {${FLEX}${STAMP_EXTRACTION}${written.slice(2)}`,
    );
  });
});

it('forwards a body of invoke as bytes, even if it is not text', async () => {
  const body = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), composeBytes(5_000)]);
  const reply = await fetch(`${router.url}/model/${NOVA}/invoke`, { method: 'POST', body });
  expect(reply.status).toBe(400);
  expect(router.arrival.body.equals(body)).toBe(true);
});

describe('what Bedrock answers', () => {
  it.each([
    ['v1/extraction', { messages: MESSAGES }],
    ['model/extraction/converse', { messages: MESSAGES }],
    ['model/extraction/invoke', { schemaVersion: 'messages-v1', messages: MESSAGES }],
    [`model/${CLAUDE}/count-tokens`, { input: { converse: { messages: MESSAGES } } }],
  ])('comes back byte for byte from /%s', async (path, body) => {
    const reply = await fetch(`${router.url}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe(router.arrival.replyBody?.toString('utf8'));
  });

  it.each([
    ['throttle', 'ThrottlingException'],
    ['model-error', 'ModelErrorException'],
    ['access-denied', 'AccessDeniedException'],
  ] as const)('is returned byte for byte if it is an error: %s', async (kind, exception) => {
    router.bedrock.failures.add({ kind });
    const reply = await fetch(`${router.url}/v1/extraction`, {
      method: 'POST',
      body: JSON.stringify({ messages: MESSAGES }),
    });
    expect(reply.status).toBe(router.arrival.status);
    expect(reply.headers.get('x-amzn-errortype')).toMatch(new RegExp(`^${exception}`));
    expect(reply.headers.get('x-router-error')).toBeNull();
    expect(reply.headers.get('x-router-operation')).toBe('extraction');
    expect(await reply.text()).toBe(router.arrival.replyBody?.toString('utf8'));
  });
});
