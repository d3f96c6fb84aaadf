import { describe, expect, it, vi } from 'vitest';
import { RouterError } from '../../lambda/core/errors/router-error';
import type { Reply } from '../../lambda/core/receipts/outcome';
import type { BedrockRequest } from '../../lambda/core/wire/wire';
import {
  type BedrockModelsBench,
  startEmulatorBench,
  startFakeBench,
} from './bedrock-models-bench';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const BODY =
  '{"messages":[{"role":"user","content":[{"text":"Total 12.50?"}]}],"serviceTier":{"type":"flex"}}';
const CALL: BedrockRequest = {
  action: 'converse',
  baseModelId: NOVA,
  path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(BODY),
};
const STREAM: BedrockRequest = {
  ...CALL,
  action: 'converse-stream',
  path: '/model/us.amazon.nova-2-lite-v1%3A0/converse-stream',
};
const GONE = new RouterError('client-gone', 'the client closed the connection');

function listen() {
  return new AbortController().signal;
}

async function take({ body }: Reply): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each([
  ['FakeBedrockModels', startFakeBench],
  ['BedrockRuntimeModels on an emulator', startEmulatorBench],
] as const)('%s', (_, start: () => Promise<BedrockModelsBench>) => {
  it('sends the call as it is, once', async () => {
    const { models, arrivals } = await start();
    await models.invoke(CALL, listen());
    expect(arrivals()).toEqual([{ path: `/model/${NOVA}/converse`, body: BODY }]);
  });

  it('has the facts of a whole reply at once, and its body once', async () => {
    const { models } = await start();
    const reply = await models.invoke(CALL, listen());
    expect(reply.status).toBe(200);
    expect(reply.readEnd()).toMatchObject({
      resolvedTier: 'flex',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
      errorMessage: undefined,
    });
    expect(JSON.parse((await take(reply)).toString())).toMatchObject({
      serviceTier: { type: 'flex' },
    });
    expect(await take(reply)).toHaveLength(0);
  });

  it('has the facts of a stream at its end', async () => {
    const { models } = await start();
    const reply = await models.invoke(STREAM, listen());
    expect((await take(reply)).length).toBeGreaterThan(0);
    expect(reply.readEnd()).toMatchObject({
      resolvedTier: 'flex',
      usage: { inputTokens: expect.any(Number) },
      streamException: undefined,
    });
  });

  it.each([
    ['throttled', CALL, 429, 'ThrottlingException'],
    ['throttled', STREAM, 429, 'ThrottlingException'],
    ['unavailable', CALL, 503, 'ServiceUnavailableException'],
  ] as const)(
    'returns being %s as a reply, after one call',
    async (fate, call, status, exception) => {
      const { models, doom, arrivals } = await start();
      doom(fate);
      const reply = await models.invoke(call, listen());
      expect(reply.status).toBe(status);
      expect(reply.headers['x-amzn-errortype']?.split(':')[0]).toBe(exception);
      expect(reply.opening.errorMessage).toEqual(expect.any(String));
      expect(JSON.parse((await take(reply)).toString())).toEqual({ message: expect.any(String) });
      expect(arrivals()).toHaveLength(1);
    },
  );

  it('throws the signal’s reason before any call', async () => {
    const { models, arrivals } = await start();
    await expect(models.invoke(CALL, AbortSignal.abort(GONE))).rejects.toBe(GONE);
    expect(arrivals()).toEqual([]);
  });

  it.each([
    ['a reply', CALL],
    ['a stream', STREAM],
  ])('throws the signal’s reason while it waits for %s', async (_name, request) => {
    const { models, doom, arrivals } = await start();
    doom('never answered');
    const client = new AbortController();
    const invoking = models.invoke(request, client.signal);
    await vi.waitFor(() => expect(arrivals()).toHaveLength(1));
    client.abort(GONE);
    await expect(invoking).rejects.toBe(GONE);
  });

  it('throws the signal’s reason out of a stream', async () => {
    const { models, doom } = await start();
    doom('a long stream');
    const client = new AbortController();
    const reply = await models.invoke(STREAM, client.signal);
    const taking = (async () => {
      for await (const _chunk of reply.body) client.abort(GONE);
    })();
    await expect(taking).rejects.toBe(GONE);
  });

  it.each([
    ['a reply', CALL],
    ['a stream', STREAM],
  ])('is broken if the connection breaks before %s', async (_name, request) => {
    const { models, doom, arrivals } = await start();
    doom('cut before the reply');
    const invoking = models.invoke(request, listen());
    await expect(invoking).rejects.toBeInstanceOf(RouterError);
    await expect(invoking).rejects.toMatchObject({ code: 'reply-broken' });
    expect(arrivals()).toHaveLength(1);
  });

  it('throws out of a stream that is cut', async () => {
    const { models, doom } = await start();
    doom('cut inside the stream');
    const reply = await models.invoke(STREAM, listen());
    const taking = take(reply);
    await expect(taking).rejects.toBeInstanceOf(RouterError);
    await expect(taking).rejects.toMatchObject({ code: 'stream-broken' });
  });

  it('knows an exception that opens a stream before the stream is read', async () => {
    const { models, doom } = await start();
    doom('an exception for a stream');
    const reply = await models.invoke(STREAM, listen());
    expect(reply.status).toBe(200);
    expect(reply.opening.openingException).toBe('throttlingException');
    expect((await take(reply)).toString('latin1')).toContain('throttlingException');
  });

  it('passes a stream with an exception on to its end', async () => {
    const { models, doom } = await start();
    doom('an exception in the stream');
    const reply = await models.invoke(STREAM, listen());
    await take(reply);
    expect(reply.readEnd()).toMatchObject({
      streamException: 'throttlingException',
      openingException: undefined,
    });
  });
});
