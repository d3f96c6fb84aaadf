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
    ['host', 'evil.example', { host: 'evil.example' }],
    ['host', 'host.docker.internal:8080', { host: 'host.docker.internal:8080' }],
    ['host', '127.0.0.1.evil.example', { host: '127.0.0.1.evil.example' }],
    ['host', `${'x'.repeat(80)}…`, { host: 'x'.repeat(5_000) }],
    ['origin', 'https://evil.example', { origin: 'https://evil.example' }],
    ['origin', 'null', { origin: 'null' }],
  ])('%s %s', async (what, name, headers) => {
    const { status, body, port } = await askWith(headers);
    expect(status).toBe(403);
    expect(body).toEqual({
      message:
        `The ${what} "${name}" is not local. This server serves only this machine, so that no web page can use it ` +
        `under another name. Use the host 127.0.0.1:${port} or localhost:${port} in the URL, or in the Host header if ` +
        'a proxy or a container sends the request.',
    });
  });
});
