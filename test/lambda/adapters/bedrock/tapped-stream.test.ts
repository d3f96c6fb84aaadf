import type { ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { BedrockReply } from '../../../../lambda/app/outcome';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';
import { createModels } from '../../../contract/start-bedrock';
import { encodeEvent, encodeException, encodeFrame } from './encode-frame';
import { startRawServer } from './start-raw-server';

const START = encodeEvent('messageStart', { role: 'assistant' });
const DELTA = encodeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const METADATA = encodeEvent('metadata', { usage: { inputTokens: 3, outputTokens: 4 } });
const THROTTLED = encodeException('throttlingException');

/** A stream whose bytes the test sends. */
async function startStream(action: BedrockAction = 'converse-stream') {
  const responses: ServerResponse[] = [];
  const { url, sockets } = await startRawServer((response) => {
    responses.push(response);
    response.flushHeaders();
  });
  const body = Buffer.from('{}');
  const path = `/model/nova/${action}`;
  const call = { action, baseModelId: 'nova', path, headers: {}, body };
  let isReply = false;
  const invoking = createModels(url)
    .invoke(call, new AbortController().signal)
    .finally(() => {
      isReply = true;
    });
  invoking.catch(() => {});
  await vi.waitFor(() => expect(responses).toHaveLength(1));
  const send = async (bytes: Uint8Array) => {
    for (const response of responses) response.write(bytes);
    await new Promise((resolve) => setTimeout(resolve, 30));
  };
  const end = () => responses.forEach((response) => void response.end());
  return { invoking, isReply: () => isReply, send, end, sockets };
}

async function take({ body }: BedrockReply): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a stream', () => {
  it('is a reply once its first message is whole, and no later', async () => {
    const { invoking, isReply, send, end } = await startStream();
    for (const byte of START.subarray(0, -1)) await send(Buffer.of(byte));
    expect(isReply()).toBe(false);
    await send(START.subarray(-1));
    const reply = await invoking;
    await send(Buffer.concat([DELTA, METADATA]));
    end();
    expect(await take(reply)).toEqual(Buffer.concat([START, DELTA, METADATA]));
    expect(reply.facts().openingException).toBeUndefined();
  });

  it('is a reply at once where its first message is too long to be read', async () => {
    const { invoking, send } = await startStream();
    const long = encodeFrame({ ':message-type': 'event' }, 'o'.repeat(1024 * 1024));
    await send(long.subarray(0, 100));
    expect((await invoking).facts().openingException).toBeUndefined();
  });

  it('is a reply at once where it is none', async () => {
    const { invoking, send, end } = await startStream();
    await send(Buffer.from('this is an error page'));
    const reply = await invoking;
    end();
    expect((await take(reply)).toString()).toBe('this is an error page');
  });

  it.each([
    ['nothing', []],
    ['half a message', [START.subarray(0, 50)]],
  ])('that ends after %s is a broken answer', async (_, chunks) => {
    const { invoking, send, end } = await startStream();
    for (const chunk of chunks) await send(chunk);
    end();
    await expect(invoking).rejects.toMatchObject({
      code: 'reply-broken',
      cause: { code: 'stream-broken' },
    });
  });
});

describe('an exception', () => {
  it.each(['converse-stream', 'invoke-with-response-stream'] as const)(
    'that opens a %s is known before the stream is read, and stays in it',
    async (action) => {
      const { invoking, send, end } = await startStream(action);
      await send(THROTTLED.subarray(0, 70));
      await send(THROTTLED.subarray(70));
      const reply = await invoking;
      expect(reply.status).toBe(200);
      expect(reply.facts()).toMatchObject({
        openingException: 'throttlingException',
        streamException: 'throttlingException',
        errorMessage: 'no',
      });
      end();
      expect(await take(reply)).toEqual(THROTTLED);
    },
  );

  it('behind another event opens nothing, be it in the same packet', async () => {
    const { invoking, send, end } = await startStream();
    await send(Buffer.concat([START, THROTTLED]));
    const reply = await invoking;
    expect(reply.facts().openingException).toBeUndefined();
    end();
    await take(reply);
    expect(reply.facts()).toMatchObject({
      openingException: undefined,
      streamException: 'throttlingException',
    });
  });

  it('behind a message too long to be read opens nothing', async () => {
    const { invoking, send, end } = await startStream();
    const long = encodeFrame({ ':message-type': 'event' }, 'o'.repeat(1024 * 1024));
    await send(Buffer.concat([long, THROTTLED]));
    const reply = await invoking;
    end();
    await take(reply);
    expect(reply.facts()).toMatchObject({
      openingException: undefined,
      streamException: 'throttlingException',
    });
  });
});
