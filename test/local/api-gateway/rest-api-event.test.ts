import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composeRestApiEvent } from '../../../local/api-gateway/rest-api-event';
import { serveOnLoopback } from '../../../local/loopback-server';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
}

/** The event of a real request over a socket. */
async function send({ method = 'POST', path = '/', headers = {}, body = '' }: Sent) {
  const events: APIGatewayProxyEvent[] = [];
  const server = await serveOnLoopback((incoming, response) => {
    buffer(incoming).then((bytes) => {
      events.push(composeRestApiEvent(incoming, bytes));
      response.end();
    });
  });
  onTestFinished(() => server.close());
  await new Promise<void>((resolve, reject) => {
    const outgoing = request(server.url, { method, path, headers }, (response) => {
      response.resume().once('end', resolve);
    });
    outgoing.once('error', reject).end(body);
  });
  const [event] = events;
  if (event === undefined) throw new Error('nothing arrived');
  return event;
}

describe('a path', () => {
  it.each([
    '/v1/extraction',
    '/model/us.amazon.nova-2-lite-v1%3A0%3Aflex/converse',
    '/model/us.amazon.nova-2-lite-v1:0/converse',
    '/model/arn%3aaws%2Fa/invoke',
    '/a%20b/%E2%82%AC/%',
    '/',
  ])('is not decoded: %s', async (path) => {
    const event = await send({ path });
    expect(event.path).toBe(path);
    expect(event.pathParameters).toEqual({ proxy: path.slice(1) });
    expect(event.requestContext.path).toBe(`/local${path}`);
    expect(event.queryStringParameters).toBeNull();
    expect(event.multiValueQueryStringParameters).toBeNull();
  });
});

it('has the last of several query values, and all of them', async () => {
  const event = await send({ path: '/inference-profiles?type=A&type=B%20C&x=&q=a?b' });
  expect(event.path).toBe('/inference-profiles');
  expect(event.queryStringParameters).toEqual({ type: 'B C', x: '', q: 'a?b' });
  expect(event.multiValueQueryStringParameters).toEqual({
    type: ['A', 'B C'],
    x: [''],
    q: ['a?b'],
  });
});

it('has header names as sent, the last of several values, and all of them', async () => {
  const event = await send({ headers: { 'X-Router-Strict-Tier': 'true', 'x-a': ['1', '2'] } });
  expect(event.headers).toMatchObject({ 'X-Router-Strict-Tier': 'true', 'x-a': '2' });
  expect(event.multiValueHeaders).toMatchObject({
    'X-Router-Strict-Tier': ['true'],
    'x-a': ['1', '2'],
  });
});

describe('a body', () => {
  it.each([
    ['text', '{"total":"12,50 €"}', '{"total":"12,50 €"}', false],
    ['bytes that are not text', Uint8Array.of(0xff, 0x00, 0x7b), '/wB7', true],
    ['half a character', Buffer.from('€').subarray(0, 2), '4oI=', true],
    ['text that begins with a byte order mark', '\uFEFF{}', '\uFEFF{}', false],
    ['nothing', '', null, false],
  ])('of %s', async (_, body, expected, isBase64Encoded) => {
    const event = await send({ body });
    expect(event.body).toBe(expected);
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
  });
});

it('has the caller’s identity and a new ID for each request', async () => {
  const one = await send({ method: 'PUT', headers: { 'user-agent': 'curl/8' } });
  const other = await send({});
  expect(one).toMatchObject({ httpMethod: 'PUT', resource: '/{proxy+}', stageVariables: null });
  expect(one.requestContext).toMatchObject({
    accountId: '111122223333',
    httpMethod: 'PUT',
    protocol: 'HTTP/1.1',
    stage: 'local',
    identity: { sourceIp: '127.0.0.1', userAgent: 'curl/8' },
  });
  expect(one.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.requestContext.requestId).not.toBe(other.requestContext.requestId);
});
