import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { createInvokeEndpoint } from '../../../local/lambda/invoke-endpoint';
import { serveOnLoopback } from '../../../local/loopback-server';

const MOST_BYTES = 6 * 1024 * 1024;

/** Calls Lambda's Invoke with the SDK. The function returns its event or fails. */
async function invoke(payload: string) {
  const echo = async (event: unknown) => {
    if (event === 'fail') throw new TypeError('no event');
    return event;
  };
  const server = await serveOnLoopback(createInvokeEndpoint(echo, 60_000));
  onTestFinished(() => server.close());
  const client = new LambdaClient({
    ...composeLocalClient(server.url),
    maxAttempts: 1,
  });
  return client.send(new InvokeCommand({ FunctionName: 'router', Payload: Buffer.from(payload) }));
}

it('responds with the result of the function', async () => {
  const { FunctionError, Payload } = await invoke('{"messages":[]}');
  expect(FunctionError).toBeUndefined();
  expect(Buffer.from(Payload ?? []).toString()).toBe('{"messages":[]}');
});

it('reports the error of the function, and logs it', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  const { FunctionError, Payload } = await invoke('"fail"');
  expect(FunctionError).toBe('Unhandled');
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({
    errorType: 'TypeError',
    errorMessage: 'no event',
  });
  expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"Invoke Error"'));
});

it('accepts an event of 6 MB', async () => {
  const { Payload } = await invoke(`"${'x'.repeat(MOST_BYTES - 2)}"`);
  expect(Payload).toHaveLength(MOST_BYTES);
});

it('refuses an event of 6 MB and one byte, as Lambda does', async () => {
  await expect(invoke(`"${'x'.repeat(MOST_BYTES - 1)}"`)).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    $metadata: { httpStatusCode: 413 },
  });
});
