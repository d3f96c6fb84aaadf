import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../local/loopback-server';
import { PREFACE, SETTINGS } from './connect-http2';

/** The answer to `SETTINGS`. */
const ACKNOWLEDGED = '\0\0\0\x04\x01\0\0\0\0';

/** Sends bytes one by one, and collects what comes back. */
async function sendByteByByte(bytes: string) {
  const server = await serveOnLoopback(({ method, url }, response) => {
    response.end(`${method} ${url}`);
  });
  const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true });
  onTestFinished(async () => {
    socket.destroy();
    await server.close();
  });
  let received = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    received += piece;
  });
  // A server that refuses the first bytes may close the connection before it has the last ones.
  socket.on('error', () => {});
  await once(socket, 'connect');
  for (const byte of bytes) {
    socket.write(byte, 'latin1');
    await turn();
  }
  return { socket, received: () => received };
}

it.each(['GET', 'POST', 'PUT', 'PATCH'])(
  'reads HTTP/1.1 that arrives byte by byte: %s',
  async (method) => {
    const head = `${method} /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`;
    const { received } = await sendByteByByte(head);
    await expect.poll(received).toContain(`\r\n\r\n`);
    await expect.poll(received).toContain(`${method} /a`);
  },
);

it('reads HTTP/2 that arrives byte by byte', async () => {
  const { received } = await sendByteByByte(PREFACE + SETTINGS);
  await expect.poll(received).toContain(ACKNOWLEDGED);
});

it('closes a session of HTTP/2 whose client ends the connection without a word', async () => {
  const { socket, received } = await sendByteByByte(PREFACE + SETTINGS);
  await expect.poll(received).toContain(ACKNOWLEDGED);
  socket.end();
  await once(socket, 'close');
});

it.each(['', 'P', 'PRI', PREFACE.slice(0, -1)])(
  'closes a connection that ends after %j',
  async (bytes) => {
    const { socket, received } = await sendByteByByte(bytes);
    socket.end();
    await once(socket, 'close');
    expect(received()).toBe('');
  },
);

it('answers what only begins like HTTP/2 with 400', async () => {
  const { received } = await sendByteByByte('PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n');
  await expect.poll(received).toMatch(/^HTTP\/1\.1 400 /);
});
