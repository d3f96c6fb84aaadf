import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Reply } from '../../../../lambda/core/receipts/outcome';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';
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

async function readText({ body }: Reply): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listenOnLoopback(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return `http://127.0.0.1:${address.port}`;
}

it.each([429, 500, 502, 503, 504])('a reply %i is not asked for again', async (status) => {
  const { url, arrivals } = await startRawServer((response) => response.writeHead(status).end());
  const reply = await createModels(url).invoke(CALL, listen());
  expect(reply.status).toBe(status);
  expect(arrivals).toHaveLength(1);
});

/** A port that was closed for the test could be taken by another test. */
const CLOSED_PORT = 'http://127.0.0.1:1';

describe('bedrock-unreachable', () => {
  it('is a refused connection, with the reason for the log', async () => {
    await expect(createModels(CLOSED_PORT).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
      message: 'no answer came from Amazon Bedrock',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('is a name without an address', async () => {
    await expect(
      createModels('http://bedrock.invalid').invoke(CALL, listen()),
    ).rejects.toMatchObject({
      code: 'bedrock-unreachable',
    });
  });

  it('is a server that does not speak TLS', async () => {
    const { url, sockets } = await startRawServer();
    const secured = url.replace('http:', 'https:');
    await expect(createModels(secured).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
    });
    expect(sockets.size).toBe(0);
  });

  it('is a server that closes before it has the whole request', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const url = await listenOnLoopback(server);
    const large = { ...CALL, body: Buffer.alloc(24_000_000, ' ') };
    await expect(createModels(url).invoke(large, listen())).rejects.toMatchObject({
      code: 'bedrock-unreachable',
    });
  });
});

describe('reply-broken', () => {
  it('is a new connection that breaks before the reply, called once', async () => {
    const { url, arrivals } = await startRawServer((_, { socket }) => socket.destroy());
    await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'reply-broken',
      cause: { code: 'ECONNRESET' },
    });
    expect(arrivals).toHaveLength(1);
  });

  it('is a server that does not speak HTTP', async () => {
    const { url } = await startRawServer((_, { socket }) => void socket.end('220 ready\r\n'));
    await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'reply-broken',
    });
  });

  it('is a whole success that breaks off in the middle', async () => {
    const { url, arrivals } = await startRawServer((response, { socket }) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => socket.destroy());
    });
    await expect(createModels(url).invoke(CALL, listen())).rejects.toMatchObject({
      code: 'reply-broken',
    });
    expect(arrivals).toHaveLength(1);
  });
});

it.each([400, 429, 503])(
  'an error %i that breaks off has its status, and no body',
  async (status) => {
    const { url, arrivals } = await startRawServer((response, { socket }) => {
      response.writeHead(status, { 'content-length': '100' });
      response.write('{"half":', () => socket.destroy());
    });
    const reply = await createModels(url).invoke(CALL, listen());
    expect([reply.status, await readText(reply)]).toEqual([status, '']);
    expect(arrivals).toHaveLength(1);
  },
);

describe('a connection that was kept alive', () => {
  /** Answers the first request on each connection, and ends the connection instead of answering another. */
  async function startClosingServer(end: (socket: Socket) => void) {
    const served = new Set<Socket>();
    const server = await startRawServer((response, { socket }) => {
      if (served.has(socket)) return end(socket);
      served.add(socket);
      response.end('{}');
    });
    return { ...server, served };
  }

  it.each([
    ['a reset', (socket: Socket) => void socket.resetAndDestroy()],
    ['a regular end', (socket: Socket) => void socket.destroy()],
  ])('and was closed as idle by %s takes no request: it is sent on a new one', async (_, end) => {
    const { url, arrivals, served } = await startClosingServer(end);
    const models = createModels(url);
    const invoke = async () => (await models.invoke(CALL, listen())).status;
    expect(await Promise.all([invoke(), invoke(), invoke()])).toEqual([200, 200, 200]);
    expect(await Promise.all([invoke(), invoke(), invoke()])).toEqual([200, 200, 200]);
    expect(arrivals).toHaveLength(9);
    expect(served.size).toBe(6);
  });

  it('and was closed before the request was written takes none', async () => {
    const { url, sockets, arrivals } = await startRawServer();
    const models = createModels(url);
    expect((await models.invoke(CALL, listen())).status).toBe(200);
    for (const socket of sockets) socket.resetAndDestroy();
    expect((await models.invoke(CALL, listen())).status).toBe(200);
    expect(arrivals).toHaveLength(2);
    expect(sockets.size).toBe(2);
  });

  it.each([
    ['worked for a while', 250, (socket: Socket) => void socket.resetAndDestroy()],
    ['began to answer', 0, (socket: Socket) => void socket.end('HTTP/1.1 2')],
  ])('has delivered the request to a server that %s', async (_, millis, end) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { url, arrivals } = await startClosingServer((socket) => {
      vi.advanceTimersByTime(millis);
      setImmediate(end, socket);
    });
    const models = createModels(url);
    await models.invoke(CALL, listen());
    await expect(models.invoke(CALL, listen())).rejects.toMatchObject({ code: 'reply-broken' });
    expect(arrivals).toHaveLength(2);
  });

  it('and was closed by the client is not replaced', async () => {
    const client = new AbortController();
    const { url, arrivals } = await startClosingServer(() => client.abort(GONE));
    const models = createModels(url);
    await models.invoke(CALL, listen());
    await expect(models.invoke(CALL, client.signal)).rejects.toBe(GONE);
    expect(arrivals).toHaveLength(2);
  });
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
