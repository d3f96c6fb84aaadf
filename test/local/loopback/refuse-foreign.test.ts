import { describe, expect, it, onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ask, readJson } from '../bedrock/ask';

async function askWith(headers: Record<string, string>) {
  const server = await serveOnLoopback((_, response) => response.end('"here"'));
  onTestFinished(() => server.close());
  const answer = await ask(server.url, { headers });
  return { status: answer.status, body: readJson(answer), port: server.port };
}

describe('a request of this machine is served', () => {
  it.each([
    { host: 'localhost' },
    { host: '127.0.0.1:1' },
    { host: '[::1]:8080' },
    { origin: 'http://localhost:3000' },
    { origin: 'https://127.0.0.1' },
  ])('%j', async (headers) => {
    expect((await askWith({ ...headers })).status).toBe(200);
  });
});

describe('a foreign request is refused with the reason and what to use instead', () => {
  it.each([
    ['evil.example', 'evil.example'],
    ['host.docker.internal:8080', 'host.docker.internal:8080'],
    ['127.0.0.1.evil.example', '127.0.0.1.evil.example'],
    ['x'.repeat(5_000), `${'x'.repeat(80)}…`],
  ])('host %s', async (host, name) => {
    const { status, body, port } = await askWith({ host });
    expect(status).toBe(403);
    expect(body).toEqual({
      message:
        `The host "${name}" is not local. This server serves only this machine, so that no web page can use it ` +
        `under another name. Use the host 127.0.0.1:${port} or localhost:${port} in the URL, or in the Host header if ` +
        'a proxy or a container sends the request.',
    });
  });

  it.each(['https://evil.example', 'null'])('origin %s', async (origin) => {
    const { status, body } = await askWith({ origin });
    expect(status).toBe(403);
    expect(body).toEqual({
      message:
        `The origin "${origin}" is not local. This server serves only this machine, so that no web page can use it ` +
        'under another name. Serve the page from 127.0.0.1 or localhost, or send the request from a program that sets ' +
        'no Origin header.',
    });
  });
});
