import { once } from 'node:events';
import { request } from 'node:http';
import {
  AccessDeniedException,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InternalServerException,
  ModelErrorException,
  ModelNotReadyException,
  ModelTimeoutException,
  ServiceUnavailableException,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import type { ErrorKind } from '../../../local/bedrock/failures/failure-rule';
import { askJson } from './ask';
import { MESSAGES, NOVA, startEmulator } from './start-emulator';

const UNEXPECTED =
  'The system encountered an unexpected error during processing. Try your request again.';

const CONVERSE = new ConverseCommand({ modelId: NOVA, messages: MESSAGES });

describe('errors', () => {
  it.each([
    ['throttle', 429, ThrottlingException, 'Too many requests, please wait before trying again.'],
    ['unavailable', 503, ServiceUnavailableException, 'Bedrock is unable to process your request.'],
    ['internal', 500, InternalServerException, UNEXPECTED],
    [
      'timeout',
      408,
      ModelTimeoutException,
      'Model has timed out in processing the request. Try your request again.',
    ],
    [
      'not-ready',
      429,
      ModelNotReadyException,
      'The model specified in the request is not ready to serve inference requests.',
    ],
    ['model-error', 424, ModelErrorException, UNEXPECTED],
    [
      'access-denied',
      403,
      AccessDeniedException,
      "You don't have access to the model with the specified model ID.",
    ],
  ] as const)('answers %s with status %i', async (kind, status, exception, message) => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind });
    const call = client.send(CONVERSE);
    await expect(call).rejects.toBeInstanceOf(exception);
    await expect(call).rejects.toMatchObject({
      name: exception.name,
      message,
      $metadata: { httpStatusCode: status },
    });
    expect(emulator.journal.entries[0]).toMatchObject({ status, exception: exception.name });
    await expect(client.send(CONVERSE)).resolves.toBeDefined();
  });

  it('carries the original status of a model error', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'model-error' });
    await expect(client.send(CONVERSE)).rejects.toMatchObject({ originalStatusCode: 500 });
  });

  it('says what the rule says', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'throttle', message: 'Too many tokens, please wait.' });
    await expect(client.send(CONVERSE)).rejects.toThrow('Too many tokens, please wait.');
  });

  it.each(['throttle', 'unavailable'] satisfies ErrorKind[])(
    'answers %s on a stream before its first byte',
    async (kind) => {
      const { client, emulator } = await startEmulator();
      emulator.failures.add({ kind });
      const call = client.send(new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }));
      await expect(call).rejects.toMatchObject({ $fault: expect.any(String) });
    },
  );
});

describe('slow', () => {
  it('adds to the time before the first byte and to the latency reported', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'slow', milliseconds: 20 });
    const start = performance.now();
    const reply = await client.send(CONVERSE);
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
    expect(reply.metrics?.latencyMs).toBe(20);
  });
});

describe('hang', () => {
  it('never answers, and notes that the client left', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'hang' });
    const leaving = new AbortController();
    const call = client.send(CONVERSE, { abortSignal: leaving.signal });
    await vi.waitFor(() => expect(emulator.journal.entries).toHaveLength(1));
    leaving.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(emulator.journal.entries[0]).toMatchObject({ aborted: true }));
    expect(emulator.journal.entries[0]?.status).toBeUndefined();
  });
});

describe('downgrade', () => {
  it('serves the default tier and says so', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'downgrade' });
    const reply = await client.send(
      new ConverseCommand({ modelId: NOVA, messages: MESSAGES, serviceTier: { type: 'priority' } }),
    );
    expect(reply.serviceTier).toEqual({ type: 'default' });
    expect(emulator.journal.entries[0]).toMatchObject({
      requestedTier: 'priority',
      resolvedTier: 'default',
    });
  });

  it('serves the tier that the rule names, even one that does not exist yet', async () => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'downgrade', servedTier: 'economy' });
    const body = { messages: [{ role: 'user', content: [{ text: 'Page' }] }] };
    const answer = await askJson(`${url}/model/${NOVA}/invoke`, body);
    expect(answer.headers['x-amzn-bedrock-service-tier']).toBe('economy');
  });
});

describe('a client that leaves', () => {
  it('stops a stream and is noted', async () => {
    const { url, emulator } = await startEmulator();
    emulator.lengthenNextStream(50_000_000);
    const outgoing = request(`${url}/model/${NOVA}/converse-stream`, { method: 'POST' });
    outgoing.end(JSON.stringify({ messages: MESSAGES }));
    const [response] = await once(outgoing, 'response');
    await once(response, 'data');
    response.destroy();
    await vi.waitFor(() => expect(emulator.journal.entries[0]).toMatchObject({ aborted: true }));
  });

  it('is noted while it waits for a reply', async () => {
    const { client, emulator } = await startEmulator({ latencyScale: 1 });
    const leaving = new AbortController();
    const call = client.send(CONVERSE, { abortSignal: leaving.signal });
    await vi.waitFor(() => expect(emulator.journal.entries[0]?.resolvedTier).toBe('default'));
    leaving.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(emulator.journal.entries[0]).toMatchObject({ aborted: true }));
  });
});

it('fails CountTokens too', async () => {
  const { client, emulator } = await startEmulator();
  emulator.failures.add({ kind: 'throttle', operation: 'CountTokens' });
  const input = { converse: { messages: MESSAGES } };
  await expect(client.send(CONVERSE)).resolves.toBeDefined();
  await expect(
    client.send(new CountTokensCommand({ modelId: NOVA, input })),
  ).rejects.toBeInstanceOf(ThrottlingException);
});
