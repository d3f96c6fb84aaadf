import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { writeResponse } from '../../../lambda/http/write-response';
import { createResponseStream, readWritten, settle, useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

const HEADERS = { 'content-type': 'text/plain' };
/** More than a stream holds before it asks to wait. */
const LARGE = Buffer.alloc(100_000, 'x');

async function* yieldChunks(...chunks: readonly (string | Buffer | Error)[]) {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield Buffer.from(chunk);
  }
}

describe('a response', () => {
  it('is its metadata and its body', async () => {
    const stream = createResponseStream();
    const writing = writeResponse(stream, {
      status: 429,
      headers: HEADERS,
      body: yieldChunks('one ', 'two'),
    });
    expect(await readWritten(stream)).toEqual({
      statusCode: 429,
      headers: HEADERS,
      body: 'one two',
    });
    await writing;
  });

  it.each([
    ['nothing', []],
    ['an empty chunk', ['']],
  ])('has metadata if its body is %s', async (_, chunks) => {
    const stream = createResponseStream();
    const writing = writeResponse(stream, {
      status: 200,
      headers: HEADERS,
      body: yieldChunks(...chunks),
    });
    expect(await readWritten(stream)).toEqual({ statusCode: 200, headers: HEADERS, body: '' });
    await writing;
  });

  it('is sent before the writing ends', async () => {
    const stream = createResponseStream();
    let isWritten = false;
    const writing = writeResponse(stream, { status: 200, headers: {}, body: [LARGE] }).then(() => {
      isWritten = true;
    });
    await settle();
    expect(isWritten).toBe(false);
    stream.resume();
    await writing;
    expect(stream.writableFinished).toBe(true);
  });
});

describe('a slow client', () => {
  it('is waited for before the next chunk is taken', async () => {
    const stream = createResponseStream();
    let taken = 0;
    async function* body() {
      for (const chunk of [LARGE, LARGE, LARGE]) {
        taken += 1;
        yield chunk;
      }
    }
    const writing = writeResponse(stream, { status: 200, headers: {}, body: body() });
    await settle();
    expect(taken).toBe(1);
    const { body: received } = await readWritten(stream);
    await writing;
    expect(received).toHaveLength(300_000);
  });
});

describe('a client that leaves', () => {
  it('before anything was written needs no response', async () => {
    const stream = createResponseStream();
    stream.destroy();
    let isTaken = false;
    async function* body() {
      isTaken = true;
      yield LARGE;
    }
    await writeResponse(stream, { status: 200, headers: {}, body: body() });
    expect(isTaken).toBe(false);
  });

  it('while it is waited for breaks the response off and lets the body go', async () => {
    const stream = createResponseStream();
    let isLetGo = false;
    async function* body() {
      try {
        yield LARGE;
        yield LARGE;
      } finally {
        isLetGo = true;
      }
    }
    const writing = writeResponse(stream, { status: 200, headers: {}, body: body() });
    await settle();
    stream.destroy();
    await expect(writing).rejects.toMatchObject({ code: 'client-gone' });
    expect(isLetGo).toBe(true);
  });

  it('with an error breaks the response off too', async () => {
    const stream = createResponseStream();
    const writing = writeResponse(stream, { status: 200, headers: {}, body: [LARGE, LARGE] });
    await settle();
    stream.destroy(new Error('ECONNRESET'));
    await expect(writing).rejects.toMatchObject({ code: 'client-gone' });
  });

  it('between two chunks breaks the response off', async () => {
    const stream = createResponseStream();
    async function* body() {
      yield Buffer.from('one');
      stream.destroy();
      yield Buffer.from('two');
    }
    const writing = writeResponse(stream, { status: 200, headers: {}, body: body() });
    await expect(writing).rejects.toMatchObject({ code: 'client-gone' });
  });
});

describe('a body that ends too early', () => {
  it('is thrown, and what was written stays without its end', async () => {
    const stream = createResponseStream();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    const body = yieldChunks('one', broken);
    await expect(writeResponse(stream, { status: 200, headers: {}, body })).rejects.toBe(broken);
    expect(stream.writableEnded).toBe(false);
    expect(stream.read().toString()).toBe('{"statusCode":200,"headers":{}}\0\0\0\0\0\0\0\0one');
  });

  it('before its first chunk has not begun', async () => {
    const stream = createResponseStream();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    const body = yieldChunks(broken);
    await expect(writeResponse(stream, { status: 200, headers: {}, body })).rejects.toBe(broken);
    expect(stream.read()).toBeNull();
  });
});
