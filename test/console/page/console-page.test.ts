import { request } from 'node:http';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConsolePage } from '../../../console/page/console-page';
import { makeSecretPath } from '../../../console/page/secret-path';
import { type LoopbackServer, serveOnLoopback } from '../../../local/loopback-server';
import { NOVA, OVERRIDE, startSources } from '../start-console';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const FORM = 'application/x-www-form-urlencoded';

let bench: Awaited<ReturnType<typeof startSources>>;
let server: LoopbackServer;
let path: string;

async function start() {
  bench = await startSources();
  path = makeSecretPath('/');
  const page = new ConsolePage({
    sources: bench.sources,
    title: 'Console',
    path,
    refreshSeconds: 60,
  });
  server = await serveOnLoopback(page.listener);
  return () => Promise.all([server.close(), bench.close()]);
}

/** `fetch` does not let a program set the headers that decide here. */
function send({ method = 'GET', path: place = path, headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server;
    const options = { agent: false, host: '127.0.0.1', port, method, path: place, headers };
    const call = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      const { statusCode: status = 0, headers: received } = response;
      response.on('end', () => resolve({ status, headers: received, body: text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Sends the form of the page that chooses a model for extraction, as a browser does. */
async function sendForm(sent: Sent = {}, fields: Readonly<Record<string, string>> = {}) {
  const { body } = await send({});
  const [, form = ''] = body.split('id="form-choose-extraction-0"');
  const seen = /name="seen" value="(\w+)"/.exec(form)?.[1] ?? '';
  const filled = {
    edit: 'choose',
    section: 'operations',
    operation: 'extraction',
    position: '0',
    candidate: `${NOVA}:priority`,
    seen,
    ...fields,
  };
  return send({
    method: 'POST',
    path: `${path}change`,
    body: new URLSearchParams(filled).toString(),
    ...sent,
    headers: {
      'content-type': FORM,
      origin: `http://127.0.0.1:${server.port}`,
      'sec-fetch-site': 'same-origin',
      ...sent.headers,
    },
  });
}

const readOverride = () => bench.store.find(OVERRIDE)?.value;

describe('the page', () => {
  beforeAll(async () => {
    const close = await start();
    return close;
  });

  it('has headers that forbid other scripts, frames, stores and origins', async () => {
    const { status, headers } = await send({});
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']{44}'; script-src 'sha256-[^']{44}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src data:$/,
    );
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['without the token', () => '/'],
    ['with another token', () => makeSecretPath('/')],
    ['with a part of the token', () => path.slice(0, -2)],
    ['with the token in a query', () => `/?${path}`],
    ['that is percent-encoded', () => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`],
    ['below the page', () => `${path}../`],
    ['of another page', () => `${path}settings`],
  ])('is not at a path %s', async (_, write) => {
    const answer = await send({ path: write() });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('extraction');
  });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example',
    'user@127.0.0.1',
  ])('is not shown under the host %s', async (host) => {
    const answer = await send({ headers: { host } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('extraction');
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('is shown under the host %s', async (name) => {
    expect((await send({ headers: { host: `${name}:${server.port}` } })).status).toBe(200);
  });

  it('shows the history that was asked for', async () => {
    const { body } = await send({ path: `${path}?history=extraction` });
    expect(body).toContain('History of the route');
    expect(body).toContain('action="change?history=extraction"');
  });

  it('shows the rest if the history cannot be read', async () => {
    bench.emulator.failures.plan({ operation: 'GetParameterHistory', kind: 'internal' });
    const { status, body } = await send({ path: `${path}?history=extraction` });
    expect(status).toBe(200);
    expect(body).toContain('The history could not be read: InternalServerError');
  });
});

describe('a form', () => {
  beforeAll(async () => {
    const close = await start();
    return close;
  });

  beforeEach(() => {
    if (readOverride() !== undefined) bench.store.delete(OVERRIDE);
  });

  it.each<[string, Sent, number]>([
    ['by GET', { method: 'GET' }, 404],
    ['by PUT', { method: 'PUT' }, 405],
    ['by DELETE', { method: 'DELETE' }, 405],
    ['of another origin', { headers: { origin: 'http://evil.example' } }, 403],
    ['of another port of this machine', { headers: { origin: 'http://127.0.0.1:1' } }, 403],
    ['of the origin null, as a sandboxed frame has', { headers: { origin: 'null' } }, 403],
    ['of https', { headers: { origin: 'https://127.0.0.1:443' } }, 403],
    [
      'that a browser says is of another site',
      { headers: { 'sec-fetch-site': 'cross-site' } },
      403,
    ],
    ['of a neighbouring host', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['as text, which any page may send', { headers: { 'content-type': 'text/plain' } }, 415],
    ['as JSON', { headers: { 'content-type': 'application/json' } }, 415],
    ['to a host that resolves to this machine', { headers: { host: 'evil.example' } }, 403],
    ['to another page', { path: '/change' }, 404],
    ['that is too long', { body: `text=${'x'.repeat(40_000)}` }, 413],
  ])('changes nothing if it comes %s', async (_, sent, status) => {
    expect((await sendForm(sent)).status).toBe(status);
    expect(readOverride()).toBeUndefined();
  });

  it('changes nothing without an origin, as other programs send it', async () => {
    const { body } = await send({});
    expect(body).toContain('name="seen"');
    const answer = await send({
      method: 'POST',
      path: `${path}change`,
      headers: { 'content-type': FORM },
      body: 'edit=unset',
    });
    expect(answer.status).toBe(403);
  });

  it('of the page itself changes the route, and leads back to it', async () => {
    const answer = await sendForm();
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toMatch(new RegExp(`^${path}\\?notice=[\\w-]+$`));
    expect(readOverride()).toBe(`${NOVA}:priority`);
    const { body } = await send({ path: String(answer.headers['location']) });
    expect(body).toContain('<b>Saved.</b> extraction: override-1.');
    expect(body).toContain('id="form-undo"');
    expect((await send({})).body).not.toContain('id="notice"');
  });

  it('keeps the history shown', async () => {
    const answer = await sendForm(
      { path: `${path}change?history=extraction` },
      { candidate: NOVA },
    );
    expect(answer.headers['location']).toMatch(/\?notice=[\w-]+&history=extraction$/);
  });
});

it('says that Parameter Store cannot be read', async () => {
  const close = await start();
  bench.emulator.failures.plan({ operation: 'GetParametersByPath', kind: 'internal', times: 9 });
  const { status, body } = await send({});
  await close();
  expect(status).toBe(502);
  expect(body).toContain('Parameter Store could not be read');
});
