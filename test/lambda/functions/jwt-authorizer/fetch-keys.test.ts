import { expect, it, onTestFinished } from 'vitest';
import { fetchKeys } from '../../../../lambda/functions/jwt-authorizer/fetch-keys';
import { serveOnLoopback } from '../../../../local/loopback-server';

it('does not follow a redirect, which could lead to anybody’s keys', async () => {
  const server = await serveOnLoopback((request, response) => {
    if (request.url === '/keys') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end('{"keys":[]}');
  });
  onTestFinished(server.close);
  expect(await fetchKeys(`${server.url}/elsewhere`)).toBeInstanceOf(ArrayBuffer);
  await expect(fetchKeys(`${server.url}/keys`)).rejects.toThrow(`${server.url}/keys gave no keys`);
});

it('names the address when nobody answers', async () => {
  await expect(fetchKeys('http://127.0.0.1:9/keys')).rejects.toThrow(
    'http://127.0.0.1:9/keys gave no keys',
  );
});
