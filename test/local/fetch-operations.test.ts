import { expect, it, onTestFinished } from 'vitest';
import { fetchOperations } from '../../local/fetch-operations';
import { serveOnLoopback } from '../../local/loopback-server';

async function serve(status: number, body: string): Promise<string> {
  const server = await serveOnLoopback(({ url }, response) => {
    response.writeHead(url === '/v1/operations' ? status : 404).end(body);
  });
  onTestFinished(() => server.close());
  return server.url;
}

it('returns the operations that the router lists', async () => {
  const rows = [{ operation: 'extraction', route: ['a.b', 'c.d:flex'], mappingVersion: '3' }];
  const url = await serve(200, JSON.stringify({ operations: rows }));
  expect(await fetchOperations(url)).toEqual(rows);
});

it('fails with the error of the router', async () => {
  const url = await serve(500, '{"message":"internal error"}');
  await expect(fetchOperations(url)).rejects.toThrow(
    'GET /v1/operations responded with 500: {"message":"internal error"}',
  );
});
