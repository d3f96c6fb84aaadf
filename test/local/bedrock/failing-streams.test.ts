import {
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import { frameException } from '../../../local/bedrock/wire/event-stream-frame';
import { askJson, decodeFrames } from './ask';
import { MESSAGES, NOVA, startEmulator } from './start-emulator';

describe('cut', () => {
  const stream = `/model/${NOVA}/converse-stream`;

  it('breaks the connection before any byte', async () => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at: 'before-reply' });
    await expect(askJson(url + stream, { messages: MESSAGES })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(emulator.journal.entries[0]).toMatchObject({ aborted: false });
  });

  it('breaks the connection halfway through a body', async () => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at: 'mid-reply' });
    const answer = await askJson(`${url}/model/${NOVA}/converse`, { messages: MESSAGES });
    expect(answer.isCut).toBe(true);
    expect(answer.body.length).toBe(Number(answer.headers['content-length']) >> 1);
    await vi.waitFor(() => expect(emulator.journal.entries[0]).toMatchObject({ status: 200 }));
    expect(emulator.journal.entries[0]?.aborted).toBe(false);
  });

  it('breaks the connection inside a frame, after the first delta', async () => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at: 'mid-reply' });
    const answer = await askJson(url + stream, { messages: MESSAGES });
    const frames = decodeFrames(answer.body);
    expect(answer.isCut).toBe(true);
    expect(frames).toHaveLength(3);
    expect(frames.at(-1)?.length).toBeLessThan(frames.at(-1)?.readUInt32BE(0) ?? 0);
  });

  it('breaks the connection between frames', async () => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at: 'between-frames' });
    const answer = await askJson(url + stream, { messages: MESSAGES });
    const frames = decodeFrames(answer.body);
    expect(answer.isCut).toBe(true);
    expect(frames).toHaveLength(2);
    expect(frames.at(-1)?.length).toBe(frames.at(-1)?.readUInt32BE(0));
  });

  it.each([
    ['mid-reply', 3],
    ['between-frames', 2],
  ] as const)('ends a stream %s as if it were complete', async (at, count) => {
    const { url, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at, cleanly: true });
    const answer = await askJson(url + stream, { messages: MESSAGES });
    expect(answer.isCut).toBe(false);
    expect(decodeFrames(answer.body)).toHaveLength(count);
  });

  it('fails in the official client while it reads the stream', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'cut', at: 'mid-reply' });
    const { stream: events = [] } = await client.send(
      new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }),
    );
    const names: string[] = [];
    const reading = (async () => {
      for await (const event of events) names.push(...Object.keys(event));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(names).toEqual(['messageStart', 'contentBlockDelta']);
  });
});

describe('stream-error', () => {
  it('throws from the stream of ConverseStream after the first delta', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'stream-error', message: 'Too many tokens.' });
    const { stream = [] } = await client.send(
      new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }),
    );
    const names: string[] = [];
    const reading = (async () => {
      for await (const event of stream) names.push(...Object.keys(event));
    })();
    await expect(reading).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Too many tokens.',
    });
    expect(names).toEqual(['messageStart', 'contentBlockDelta']);
  });

  it('throws from the stream of the invoke operation', async () => {
    const { client, emulator } = await startEmulator();
    emulator.failures.add({ kind: 'stream-error', exception: 'modelStreamErrorException' });
    const { body = [] } = await client.send(
      new InvokeModelWithResponseStreamCommand({
        modelId: NOVA,
        body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Page' }] }] }),
      }),
    );
    const reading = (async () => {
      for await (const _ of body);
    })();
    await expect(reading).rejects.toMatchObject({
      name: 'ModelStreamErrorException',
      message: 'Simulated failure inside a stream.',
    });
  });

  it.each([
    ['converse-stream', { messages: MESSAGES }],
    ['invoke-with-response-stream', { messages: [{ role: 'user', content: [{ text: 'Page' }] }] }],
  ])('is all there is of a %s that it opens', async (action, body) => {
    const { emulator, url } = await startEmulator();
    emulator.failures.add({ kind: 'stream-error', opening: true, message: 'Too many tokens.' });
    const answer = await askJson(`${url}/model/${NOVA}/${action}`, body);
    expect(answer.status).toBe(200);
    expect(answer.isCut).toBe(false);
    expect(answer.body).toEqual(
      Buffer.from(frameException('throttlingException', 'Too many tokens.')),
    );
  });
});
