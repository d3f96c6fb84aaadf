import { describe, expect, it } from 'vitest';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';
import { createModels } from '../../../contract/start-bedrock';
import { startRawServer } from './start-raw-server';

const CALL: BedrockRequest = {
  action: 'converse',
  baseModelId: 'us.amazon.nova-2-lite-v1:0',
  path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
};

async function send(request: Partial<BedrockRequest>) {
  const { url, arrivals } = await startRawServer((response) => response.end());
  const { signal } = new AbortController();
  await createModels(url).invoke({ ...CALL, ...request }, signal);
  const [arrival] = arrivals;
  if (arrival === undefined) throw new Error('nothing arrived');
  return arrival;
}

describe('a body', () => {
  it.each([
    ['text beyond ASCII', '{"text":"Gesamtbetrag 12,50 € 🧾"}'],
    ['nothing', ''],
  ])('of %s arrives as it is', async (_, body) => {
    const arrival = await send({ body: Buffer.from(body) });
    expect(arrival.body.toString('utf8')).toBe(body);
    expect(arrival.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(arrival.headers['transfer-encoding']).toBeUndefined();
  });

  it('of bytes arrives byte by byte', async () => {
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const arrival = await send({ body });
    expect(arrival.body.toString('hex')).toBe(Buffer.from(body).toString('hex'));
    expect(arrival.headers['content-length']).toBe('256');
  });

  it('of a view arrives without what lies around it', async () => {
    const around = Buffer.from('before{"a":1}after');
    const { body } = await send({ body: around.subarray(6, 13) });
    expect(body.toString()).toBe('{"a":1}');
  });
});

describe('a path', () => {
  it('arrives as it is, by POST', async () => {
    const path = '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aprompt%2Fa%3A1/invoke';
    const arrival = await send({ path });
    expect(arrival.method).toBe('POST');
    expect(arrival.url).toBe(path);
  });

  it('stands below that of the endpoint', async () => {
    const { url, arrivals } = await startRawServer();
    await createModels(`${url}/proxy/bedrock`).invoke(CALL, new AbortController().signal);
    expect(arrivals[0]?.url).toBe('/proxy/bedrock/model/us.amazon.nova-2-lite-v1%3A0/converse');
  });
});

describe('headers', () => {
  it('arrive as they were given', async () => {
    const { headers } = await send({
      headers: {
        'content-type': 'application/vnd.something+json',
        accept: 'application/json',
        'x-amzn-bedrock-service-tier': 'flex',
        'anthropic-beta': 'one,two',
      },
    });
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.something+json',
      accept: 'application/json',
      'x-amzn-bedrock-service-tier': 'flex',
      'anthropic-beta': 'one,two',
    });
  });

  it('are signed for Bedrock in the function’s Region, the tier among them', async () => {
    const { headers } = await send({ headers: { 'x-amzn-bedrock-service-tier': 'flex' } });
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/bedrock\/aws4_request, SignedHeaders=\S*x-amzn-bedrock-service-tier\S*, Signature=[0-9a-f]{64}$/,
    );
    expect(headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
  });

  it('name the router beside the SDK', async () => {
    const { headers } = await send({});
    expect(headers['user-agent']).toMatch(/aws-sdk-js\/.*bedrock-tier-router/);
  });
});

describe('a connection', () => {
  it('speaks HTTP/1.1 and is used again', async () => {
    const { url, arrivals, sockets } = await startRawServer();
    const models = createModels(url);
    for (let call = 0; call < 3; call += 1) {
      const { body } = await models.invoke(CALL, new AbortController().signal);
      for await (const _ of body);
    }
    expect(arrivals.map(({ httpVersion }) => httpVersion)).toEqual(['1.1', '1.1', '1.1']);
    expect(sockets.size).toBe(1);
  });

  it('is used again after an error', async () => {
    const { url, sockets } = await startRawServer((response) =>
      response.writeHead(429, { 'x-amzn-errortype': 'ThrottlingException' }).end('{}'),
    );
    const models = createModels(url);
    for (let call = 0; call < 2; call += 1) {
      const { status } = await models.invoke(CALL, new AbortController().signal);
      expect(status).toBe(429);
    }
    expect(sockets.size).toBe(1);
  });
});

describe('a reply', () => {
  it('comes back byte by byte with its headers', async () => {
    const bytes = Buffer.from([0x00, 0xff, 0x7b, 0x0a]);
    const { url } = await startRawServer((response) =>
      response.writeHead(418, { 'X-Amzn-RequestId': 'r-1', 'X-New': 'yes' }).end(bytes),
    );
    const reply = await createModels(url).invoke(CALL, new AbortController().signal);
    expect(reply.status).toBe(418);
    expect(reply.headers).toMatchObject({ 'x-amzn-requestid': 'r-1', 'x-new': 'yes' });
    for await (const chunk of reply.body) expect(Buffer.from(chunk)).toEqual(bytes);
  });
});
