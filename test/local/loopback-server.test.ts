import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../local/loopback-server';

it('listens on the loopback address', async () => {
  const server = await serveOnLoopback((_, response) => response.end('here'));
  onTestFinished(() => server.close());
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  expect(await (await fetch(server.url)).text()).toBe('here');
});

it('refuses a port that is taken', async () => {
  const server = await serveOnLoopback(() => {});
  onTestFinished(() => server.close());
  await expect(serveOnLoopback(() => {}, server.port)).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

it('closes all open connections when it closes', async () => {
  const server = await serveOnLoopback((_, response) => void response.write('half'));
  const outgoing = request(server.url).end();
  const [response] = await once(outgoing, 'response');
  response.resume();
  const broken = once(response, 'error');
  await server.close();
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
});
