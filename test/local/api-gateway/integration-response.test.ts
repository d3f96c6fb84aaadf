import { once } from 'node:events';
import { request, type ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { IntegrationResponse } from '../../../local/api-gateway/integration-response';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ask } from '../bedrock/ask';

const WRITTEN = Buffer.concat([
  Buffer.from('{"statusCode":207,"headers":{"x-a":"b"}}'),
  Buffer.alloc(8),
  Buffer.from('payload\0\0\0\0\0\0\0\0end'),
]);

/** A server whose responses the test writes. */
async function startServer(
  write: (integration: IntegrationResponse, response: ServerResponse) => void,
) {
  const server = await serveOnLoopback((_, response) =>
    write(new IntegrationResponse(response), response),
  );
  onTestFinished(() => server.close());
  return server.url;
}

it.each([1, 7, 8, 39, 40, 41, 44, 47, 48, 49, 1_000])(
  'finds the end of the metadata in chunks of %i bytes',
  async (size) => {
    const url = await startServer((integration) => {
      for (let start = 0; start < WRITTEN.length; start += size) {
        integration.write(WRITTEN.subarray(start, start + size));
      }
      integration.end();
    });
    const { status, headers, body } = await ask(url);
    expect(status).toBe(207);
    expect(headers['x-a']).toBe('b');
    expect(body.toString()).toBe('payload\0\0\0\0\0\0\0\0end');
  },
);

it('sends the headers before the payload begins', async () => {
  const integrations: IntegrationResponse[] = [];
  const url = await startServer((integration) => {
    integrations.push(integration);
    integration.write(Buffer.concat([Buffer.from('{}'), Buffer.alloc(8)]));
  });
  const [response] = await once(request(url).end(), 'response');
  expect(response.statusCode).toBe(200);
  integrations[0]?.end();
  await once(response.resume(), 'end');
});

it('accepts a chunk only after the previous one was sent', async () => {
  const writes: boolean[] = [];
  const url = await startServer((integration) => {
    integration.write(Buffer.concat([Buffer.from('{}'), Buffer.alloc(8)]));
    integration.write(Buffer.alloc(20_000_000), () => writes.push(true));
    integration.end();
  });
  const [response] = await once(request(url).end(), 'response');
  expect(writes).toEqual([]);
  await once(response.resume(), 'end');
  expect(writes).toEqual([true]);
});

it.each([
  ['an end without metadata', '', 'the function ended its response before it sent its metadata'],
  [
    'half the metadata',
    '{"statusCode":200}\0\0\0',
    'the function ended its response before it sent its metadata',
  ],
  ['metadata that is not JSON', `status 200${'\0'.repeat(8)}`, 'JSON'],
])('fails at %s', async (_, written, message) => {
  const errors: Error[] = [];
  const url = await startServer((integration, response) => {
    integration.once('error', (error) => {
      errors.push(error);
      response.end();
    });
    if (written !== '') integration.write(written);
    integration.end();
  });
  await ask(url);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain(message);
});
