import { describe, expect, it, vi } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { createModels } from '../../../contract/start-bedrock';
import { encodeEvent } from './encode-frame';
import { startRawServer } from './start-raw-server';

const CALL: BedrockRequest = {
  action: 'converse',
  baseModelId: 'us.amazon.nova-2-lite-v1:0',
  path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
  headers: {},
  body: Buffer.from('{}'),
};
const GONE = new RouterError('client-gone', 'the client closed the connection');
const FRAME = encodeEvent('chunk', { bytes: '' });
const PAGE = '<!doctype html><title>an error page</title>';
const listen = () => new AbortController().signal;

it.each([429, 500, 502, 503, 504])('a reply %i is not asked for again', async (status) => {
  const { url, arrivals } = await startRawServer((response) => response.writeHead(status).end());
  const reply = await createModels(url).invoke(CALL, listen());
  expect(reply.status).toBe(status);
  expect(arrivals).toHaveLength(1);
});

describe('bedrock-unreachable', () => {
  it('is a refused connection, with the reason for the log', async () => {
    const server = await serveOnLoopback(() => {});
    await server.close();
    await expect(createModels(server.url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
      message: 'no answer came from Amazon Bedrock',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('is a connection that breaks before the reply, tried once', async () => {
    const { url, arrivals } = await startRawServer((_, { socket }) => socket.destroy());
    await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
      cause: { code: 'ECONNRESET' },
    });
    expect(arrivals).toHaveLength(1);
  });

  it('is a server that does not speak HTTP', async () => {
    const { url } = await startRawServer((_, { socket }) => void socket.end('220 ready\r\n'));
    await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
    });
  });
});

it.each([
  [200, 'reply-broken'],
  [503, 'bedrock-unreachable'],
])('a whole reply %i that breaks off in the middle is %s', async (status, code) => {
  const { url, arrivals } = await startRawServer((response, { socket }) => {
    response.writeHead(status, { 'content-length': '100' });
    response.write('{"half":', () => socket.destroy());
  });
  await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({ code });
  expect(arrivals).toHaveLength(1);
});

describe('an aborted signal', () => {
  it('before the call keeps it from happening', async () => {
    const { url, sockets } = await startRawServer();
    await expect(createModels(url).invoke(CALL, AbortSignal.abort(GONE))).rejects.toBe(GONE);
    expect(sockets.size).toBe(0);
  });

  it('while nothing has come closes the connection', async () => {
    const { url, sockets } = await startRawServer(() => {});
    const client = new AbortController();
    const invoking = createModels(url).invoke(CALL, client.signal);
    await vi.waitFor(() => expect(sockets.size).toBe(1));
    client.abort(GONE);
    await expect(invoking).rejects.toBe(GONE);
    await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
  });

  it('while a whole reply is coming closes the connection', async () => {
    const client = new AbortController();
    const { url, sockets } = await startRawServer((response) => {
      response.write('{"half":');
      setImmediate(() => client.abort(GONE));
    });
    await expect(createModels(url).invoke(CALL, client.signal)).rejects.toBe(GONE);
    await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
  });

  it('in the middle of a stream closes the connection', async () => {
    const { url, sockets } = await startRawServer((response) => void response.write(FRAME));
    const client = new AbortController();
    const call = { ...CALL, action: 'invoke-with-response-stream' } as const;
    const reply = await createModels(url).invoke(call, client.signal);
    const taking = (async () => {
      for await (const _ of reply.body) client.abort(GONE);
    })();
    await expect(taking).rejects.toBe(GONE);
    await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
  });
});

it('a reader that stops early ends the call', async () => {
  const { url, sockets } = await startRawServer((response) => void response.write(FRAME));
  const call = { ...CALL, action: 'invoke-with-response-stream' } as const;
  const reply = await createModels(url).invoke(call, listen());
  for await (const _ of reply.body) break;
  await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
});

describe.each(['converse-stream', 'invoke-with-response-stream'] as const)('a %s', (action) => {
  it.each([
    ['nothing', ''],
    ['half a message', FRAME.subarray(0, 50)],
    ['JSON', '{"message":"an error page"}'],
    ['HTML', PAGE],
    ['server-sent events', 'data: {"type":"message_start"}\n\n'],
    ['too little to be anything', '{}'],
    ['a message and garbage in one piece', Buffer.concat([FRAME, Buffer.alloc(20, 7)])],
  ])('that has %s is reply-broken, after one call', async (_, bytes) => {
    const { url, arrivals } = await startRawServer((response) => response.end(bytes));
    await expect(createModels(url).invoke({ ...CALL, action }, listen())).rejects.toMatchObject({
      code: 'reply-broken',
      cause: { code: 'stream-broken' },
    });
    expect(arrivals).toHaveLength(1);
  });

  it('that has not ended where it is no event stream closes the connection', async () => {
    const { url, sockets } = await startRawServer((response) => void response.write(PAGE));
    const invoking = createModels(url).invoke({ ...CALL, action }, listen());
    await expect(invoking).rejects.toMatchObject({ code: 'reply-broken' });
    await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
  });
});
