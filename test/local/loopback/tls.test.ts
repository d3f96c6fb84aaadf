import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Certificate, makeCertificate } from '../../../local/loopback/certificate';
import { serveOnLoopback } from '../../../local/loopback-server';
import { PREFACE, SETTINGS, send } from './connect-http2';

let certificate: Certificate;
beforeAll(async () => {
  certificate = await makeCertificate(Date.now());
});

async function serve() {
  const server = await serveOnLoopback(
    ({ httpVersion }, response) => response.end(httpVersion),
    0,
    certificate,
  );
  onTestFinished(() => server.close());
  return { ...server, secureUrl: server.url.replace('http:', 'https:') };
}

describe('a port with a certificate', () => {
  it.each([
    [['h2', 'http/1.1'], 'h2'],
    [['http/1.1'], 'http/1.1'],
    [[], false],
  ])('negotiates of %j %s', async (ALPNProtocols, chosen) => {
    const { port } = await serve();
    const socket = connectTls({ host: '127.0.0.1', port, ca: certificate.cert, ALPNProtocols });
    await once(socket, 'secureConnect');
    expect([socket.authorized, socket.alpnProtocol]).toEqual([true, chosen]);
    socket.destroy();
  });

  it('serves HTTP/1.1 over TLS', async () => {
    const { secureUrl } = await serve();
    const outgoing = request(secureUrl, { ca: certificate.cert }).end();
    const [response] = await once(outgoing, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
    await once(response, 'end');
  });

  it('serves HTTP/2 over TLS', async () => {
    const { secureUrl } = await serve();
    const session = connectHttp2(secureUrl, { ca: certificate.cert });
    onTestFinished(() => session.destroy());
    const answers = await Promise.all([send(session, {}), send(session, {}, 'x')]);
    expect(answers.map(({ headers }) => headers[':status'])).toEqual([200, 200]);
    expect(session.alpnProtocol).toBe('h2');
  });

  it('closes a session of HTTP/2 whose client ends the connection without a word', async () => {
    const { port } = await serve();
    const ALPNProtocols = ['h2'];
    const socket = connectTls({ host: '127.0.0.1', port, ca: certificate.cert, ALPNProtocols });
    await once(socket, 'secureConnect');
    socket.write(PREFACE + SETTINGS, 'latin1');
    await once(socket, 'data');
    socket.end();
    await once(socket.resume(), 'close');
  });

  it('answers HTTP/1.1 whose client has ended its half after the request', async () => {
    const { port } = await serve();
    const socket = connectTls({ host: '127.0.0.1', port, ca: certificate.cert });
    await once(socket, 'secureConnect');
    socket.end('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it.each(['\x16', '\x16\x03\x01\0\x32\x01\0'])(
    'closes a connection whose client ends it within the handshake, after %j',
    async (bytes) => {
      const { port } = await serve();
      const socket = connect({ host: '127.0.0.1', port });
      socket.end(bytes, 'latin1');
      await once(socket.resume(), 'close');
    },
  );

  it('serves without TLS, too', async () => {
    const { url } = await serve();
    expect((await fetch(url)).status).toBe(200);
  });

  it('is not trusted by a client that does not know the certificate', async () => {
    const { secureUrl } = await serve();
    const outgoing = request(secureUrl).end();
    await expect(once(outgoing, 'response')).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });
});

describe('a certificate', () => {
  it('is for the names and addresses of this machine, for a week, and signs no other', async () => {
    const made = await makeCertificate(Date.parse('2026-11-28T12:00:00Z'));
    const { subjectAltName, validFromDate, validToDate, ca } = read(made);
    expect(subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(validFromDate).toBe('2026-11-28T11:55:00.000Z');
    expect(validToDate).toBe('2026-12-05T12:00:00.000Z');
    expect(ca).toBe(false);
  });

  it('is another for each run', async () => {
    const other = await makeCertificate(Date.now());
    expect(read(other).fingerprint256).not.toBe(read(certificate).fingerprint256);
    expect(other.key).not.toBe(certificate.key);
  });
});

function read({ cert }: Certificate) {
  const { subjectAltName, validFrom, validTo, ca, fingerprint256 } = new X509Certificate(cert);
  const validFromDate = new Date(validFrom).toISOString();
  const validToDate = new Date(validTo).toISOString();
  return { subjectAltName, validFromDate, validToDate, ca, fingerprint256 };
}
