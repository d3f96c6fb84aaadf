import {
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import { frameException } from '../../../local/bedrock/wire/event-stream-frame';
import { askJson, decodeFrames } from './ask';
import { MESSAGES, NOVA, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

const send = (action: string) =>
  askJson(`${bedrock.url}/model/${NOVA}/${action}`, { messages: MESSAGES });

/** Reads a stream with the official client. Resolves with the names of its events and its error. */
async function readStream(): Promise<{ names: string[]; error: unknown }> {
  const { stream = [] } = await bedrock.client.send(
    new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }),
  );
  const names: string[] = [];
  try {
    for await (const event of stream) names.push(...Object.keys(event));
  } catch (error) {
    return { names, error };
  }
  return { names, error: undefined };
}

describe('cut', () => {
  it('breaks the connection before any byte', async () => {
    bedrock.emulator.failures.add({ kind: 'cut', at: 'before-reply' });
    await expect(send('converse-stream')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({ aborted: false });
  });

  it('breaks the connection halfway through a body', async () => {
    bedrock.emulator.failures.add({ kind: 'cut', at: 'mid-reply' });
    const answer = await send('converse');
    expect(answer.isCut).toBe(true);
    expect(answer.body.length).toBe(Number(answer.headers['content-length']) >> 1);
    const { journal } = bedrock.emulator;
    await vi.waitFor(() => expect(journal.entries[0]).toMatchObject({ status: 200 }), 10_000);
    expect(journal.entries[0]?.aborted).toBe(false);
  });

  it.each([
    ['inside a frame', { at: 'mid-reply' }, 3],
    ['between frames', { at: 'between-frames' }, 2],
    ['inside a frame, as if the stream were complete', { at: 'mid-reply', cleanly: true }, 3],
    ['between frames, as if the stream were complete', { at: 'between-frames', cleanly: true }, 2],
  ] as const)('ends a stream after the first delta %s', async (_, cut, count) => {
    bedrock.emulator.failures.add({ kind: 'cut', ...cut });
    const answer = await send('converse-stream');
    const frames = decodeFrames(answer.body);
    expect(answer.isCut).toBe(!('cleanly' in cut));
    expect(frames).toHaveLength(count);
    const last = frames.at(-1) ?? Buffer.alloc(4);
    expect(last.length < last.readUInt32BE(0)).toBe(cut.at === 'mid-reply');
  });

  it('fails in the official client while it reads the stream', async () => {
    bedrock.emulator.failures.add({ kind: 'cut', at: 'mid-reply' });
    expect(await readStream()).toEqual({
      names: ['messageStart', 'contentBlockDelta'],
      error: expect.objectContaining({ code: 'ECONNRESET' }),
    });
  });
});

describe('stream-error', () => {
  it('is thrown from the stream of ConverseStream after the first delta', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-error', message: 'Too many tokens.' });
    expect(await readStream()).toEqual({
      names: ['messageStart', 'contentBlockDelta'],
      error: expect.objectContaining({ name: 'ThrottlingException', message: 'Too many tokens.' }),
    });
  });

  it('is thrown from the stream of the invoke operation', async () => {
    const exception = 'modelStreamErrorException';
    bedrock.emulator.failures.add({ kind: 'stream-error', exception });
    const { body = [] } = await bedrock.client.send(
      new InvokeModelWithResponseStreamCommand({
        modelId: NOVA,
        body: JSON.stringify({ messages: MESSAGES }),
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

  it('is an error that the official client does not know, if it is unmodeled', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-error', unmodeled: true, message: 'Too many.' });
    expect(await readStream()).toEqual({
      names: ['messageStart', 'contentBlockDelta'],
      error: expect.objectContaining({ name: 'throttlingException', message: 'Too many.' }),
    });
  });

  it.each(['converse-stream', 'invoke-with-response-stream'])(
    'is the whole %s if it opens it',
    async (action) => {
      const message = 'Too many tokens.';
      bedrock.emulator.failures.add({ kind: 'stream-error', opening: true, message });
      const answer = await send(action);
      expect(answer).toMatchObject({ status: 200, isCut: false });
      expect(answer.body).toEqual(Buffer.from(frameException('throttlingException', message)));
    },
  );
});

describe('a stream in a rare form', () => {
  const ALL = [
    'messageStart',
    'contentBlockDelta',
    'contentBlockStop',
    'messageStop',
    'metadata',
  ] as const;

  it('typed-headers is read by the official client', async () => {
    bedrock.emulator.failures.add({ kind: 'typed-headers' });
    const { names, error } = await readStream();
    expect([[...new Set(names)], error]).toEqual([ALL, undefined]);
  });

  it.each([
    ['long-metadata', ALL],
    ['no-metadata', ALL.slice(0, -1)],
    ['no-stop', ALL.filter((name) => name !== 'messageStop')],
  ] as const)('%s is read by the official client', async (form, names) => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form });
    const read = await readStream();
    expect([...new Set(read.names)]).toEqual(names);
    expect(read.error).toBeUndefined();
  });

  it('corrupt fails in the official client while it reads the stream', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'corrupt' });
    expect(await readStream()).toEqual({
      names: ['messageStart'],
      error: expect.objectContaining({ message: expect.stringContaining('checksum') }),
    });
  });

  it('page fails in the official client at once', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'page' });
    await expect(readStream()).rejects.toThrow('Truncated event message received');
  });
});
