import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { constants } from 'node:http2';
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { refuseBody } from '../../../local/refuse-body';
import { connectHttp2, readAnswer, readResetCode, send } from './connect-http2';

const MEGABYTE = 1024 * 1024;

const echo: RequestListener = (request, response) => {
  response.writeHead(200, { 'x-method': request.method ?? '', 'x-url': request.url ?? '' });
  request.pipe(response);
};

/** A listener that hands over its request and its response. */
function takeRequest() {
  let hand: (taken: { request: IncomingMessage; response: ServerResponse }) => void = () => {};
  const taken = new Promise<{ request: IncomingMessage; response: ServerResponse }>((resolve) => {
    hand = resolve;
  });
  const listener: RequestListener = (request, response) => hand({ request, response });
  return { listener, taken };
}

describe('a request of HTTP/2', () => {
  it.each(['GET', 'POST', 'DELETE'])('has its method, path and host: %s', async (method) => {
    const { session, server } = await connectHttp2((request, response) => {
      const { url, headers, httpVersion } = request;
      response.end(JSON.stringify([request.method, url, headers.host, httpVersion]));
    });
    const answer = await send(session, { ':method': method, ':path': '/a%3A0/b?c=%20' });
    expect(JSON.parse(String(answer.body))).toEqual([
      method,
      '/a%3A0/b?c=%20',
      `127.0.0.1:${server.port}`,
      '1.1',
    ]);
  });

  it('has the address of its client', async () => {
    const { session } = await connectHttp2(({ socket }, response) => {
      response.end(socket.remoteAddress);
    });
    expect(String((await send(session, {})).body)).toBe('127.0.0.1');
  });

  it('has repeated and many headers', async () => {
    const { session } = await connectHttp2(({ headersDistinct }, response) => {
      response.end(JSON.stringify([headersDistinct['x-many'], headersDistinct['x-199']]));
    });
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x-${n}`, `${n}`]));
    const { body } = await send(session, { 'x-many': ['1', '2'], ...many });
    expect(JSON.parse(String(body))).toEqual([['1', '2'], ['199']]);
  });

  it('has a body with or without a length, or none', async () => {
    const { session } = await connectHttp2(async (request, response) => {
      const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
      response.end(JSON.stringify([length, coding, await text(request)]));
    });
    const framing = async (headers: object, body: string) =>
      JSON.parse(String((await send(session, { ...headers }, body)).body));
    expect(await framing({ 'content-length': 2 }, '{}')).toEqual(['2', null, '{}']);
    expect(await framing({}, '{}')).toEqual([null, 'chunked', '{}']);
    expect(await framing({ ':method': 'GET' }, '{}')).toEqual([null, 'chunked', '{}']);
    const complete = session.request({ ':method': 'GET' }, { endStream: true });
    expect(String((await readAnswer(complete)).body)).toBe('[null,null,""]');
  });

  it('has trailers, and gets trailers', async () => {
    const { session } = await connectHttp2(async (request, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write(await text(request));
      response.addTrailers({ 'x-sum': String(request.trailers['x-length']) });
      response.end();
    });
    const stream = session.request({ ':method': 'POST' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'x-length': '2' }));
    const trailers = once(stream, 'trailers');
    stream.end('{}');
    expect(String((await readAnswer(stream)).body)).toBe('{}');
    expect((await trailers)[0]).toMatchObject({ 'x-sum': '2' });
  });

  it('may wait for 100 Continue', async () => {
    const { session } = await connectHttp2(echo);
    const stream = session.request({ ':method': 'POST', expect: '100-continue' });
    await once(stream, 'continue');
    stream.end('{}');
    expect(String((await readAnswer(stream)).body)).toBe('{}');
  });

  it.each([
    ['without a body to HEAD', { ':method': 'HEAD' }, 200],
    ['with 400 to a tunnel', { ':method': 'CONNECT', ':authority': '127.0.0.1:80' }, 400],
    ['with 403 for a foreign host', { ':authority': 'evil.example' }, 403],
    ['with 400 for two hosts', { host: 'evil.example', ':authority': 'localhost' }, 400],
    ['to one host that stands twice', { host: 'localhost', ':authority': 'localhost' }, 200],
    ['with 431 for headers above 16 KB', { 'x-large': 'x'.repeat(20_000) }, 431],
  ])('is answered %s', async (_, headers, status) => {
    const { session } = await connectHttp2((_request, response) => response.end('here'));
    expect((await send(session, headers)).headers[':status']).toBe(status);
  });

  it('is not answered with headers of a connection', async () => {
    const { session } = await connectHttp2((_, response) => {
      response.writeHead(201, {
        connection: 'close',
        'keep-alive': 'timeout=5',
        'set-cookie': ['a=1', 'b=2'],
      });
      response.end('here');
    });
    const { headers, body } = await send(session, {});
    expect(headers).toMatchObject({ ':status': 201, 'set-cookie': ['a=1', 'b=2'] });
    expect(Object.keys(headers).sort()).toEqual([':status', 'date', 'set-cookie']);
    expect(String(body)).toBe('here');
  });
});

it('serves many streams of one session at once', async () => {
  const { session } = await connectHttp2(echo);
  const bodies = Array.from({ length: 200 }, (_, n) => String(n).repeat(1_000));
  const answers = await Promise.all(
    bodies.map((body, n) => send(session, { ':path': `/${n}` }, body)),
  );
  expect(answers.map(({ headers }) => headers['x-url'])).toEqual(bodies.map((_, n) => `/${n}`));
  expect(answers.map(({ body }) => String(body))).toEqual(bodies);
});

it('carries large bodies of several streams', async () => {
  const { session } = await connectHttp2(echo);
  const sent = ['a', 'b', 'c', 'd'].map((letter) => Buffer.alloc(8 * MEGABYTE, letter));
  const answers = await Promise.all(sent.map((body) => send(session, {}, body)));
  expect(answers.map(({ body }, index) => body.equals(sent[index] ?? Buffer.of()))).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

describe('a stream', () => {
  it('that its client resets closes its response and no other', async () => {
    const { listener, taken } = takeRequest();
    const { session } = await connectHttp2((request, response) => {
      if (request.url === '/other') response.end('here');
      else listener(request, response);
    });
    const stream = session.request({ ':method': 'POST', ':path': '/' });
    const { response } = await taken;
    response.write('half');
    const closed = once(response, 'close');
    stream.close(constants.NGHTTP2_CANCEL);
    await closed;
    expect(response.writableFinished).toBe(false);
    expect(String((await send(session, { ':path': '/other' })).body)).toBe('here');
  });

  it('that its server breaks off after its head is reset', async () => {
    const { session } = await connectHttp2((_, response) => {
      response.write('half', () => response.destroy());
    });
    expect(await readResetCode(session.request())).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });

  it('that its server breaks off before its head is reset', async () => {
    const { session } = await connectHttp2((_, response) => void response.destroy());
    expect(await readResetCode(session.request())).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });

  it('that its client does not read slows its server down, and loses nothing', async () => {
    const { listener, taken } = takeRequest();
    const { session } = await connectHttp2(listener);
    const stream = session.request();
    const { response } = await taken;
    const piece = Buffer.alloc(64 * 1024, 'x');
    let pieces = 1;
    while (response.write(piece)) pieces += 1;
    const received = buffer(stream);
    await once(response, 'drain');
    response.end();
    expect((await received).length).toBe(pieces * piece.length);
  });

  it('whose body is refused early is answered, and then reset without an error', async () => {
    const { session } = await connectHttp2((request, response) => {
      refuseBody(request, response, { body: { message: 'too large' } });
    });
    const stream = session.request({ ':method': 'POST' });
    const received: string[] = [];
    stream.setEncoding('utf8').on('data', (piece: string) => received.push(piece));
    const answered = once(stream, 'response');
    const ended = Promise.all([once(stream, 'end'), once(stream, 'aborted')]);
    stream.write(Buffer.alloc(MEGABYTE));
    const [headers] = await answered;
    await ended;
    expect([headers[':status'], received.join('')]).toEqual([413, '{"message":"too large"}']);
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR);
  });
});

describe('a server that closes', () => {
  it('says so to its sessions, and breaks off their streams', async () => {
    const { server, session } = await connectHttp2((_, response) => void response.write('half'));
    const stream = session.request();
    await once(stream, 'response');
    const farewell = once(session, 'goaway');
    const code = readResetCode(stream);
    await server.close();
    expect(await code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
    expect((await farewell)[0]).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it('does not wait for a session without streams', async () => {
    const { server, session } = await connectHttp2(echo);
    await once(session, 'connect');
    const closed = once(session, 'close');
    await server.close();
    await closed;
  });
});
