import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import {
  type FunctionStream,
  HttpResponseStream,
} from '../../../local/lambda/http-response-stream';
import type { StreamingHandler } from '../../../local/lambda/node-runtime';
import { ask } from '../bedrock/ask';
import { answerWith, startRestApi } from './start-rest-api';

const MEGABYTE = 1024 * 1024;

describe('a response', () => {
  it('has the status, the headers and the bytes of the function', async () => {
    const url = await startRestApi(async (_event, responseStream) => {
      const metadata = {
        statusCode: 429,
        headers: { 'x-amzn-errortype': 'ThrottlingException' },
        multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      };
      const stream = HttpResponseStream.from(responseStream, metadata);
      stream.write(Buffer.from([0x00, 0xff]));
      stream.end(Buffer.alloc(9));
    });
    const { status, headers, body, isCut } = await ask(url);
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'ThrottlingException',
      'set-cookie': ['a=1', 'b=2'],
    });
    expect(body.toString('hex')).toBe('00ff000000000000000000');
    expect(isCut).toBe(false);
  });

  it('begins before the function ends', async () => {
    let endFunction = () => {};
    const url = await startRestApi(async (_event, responseStream) => {
      HttpResponseStream.from(responseStream, { statusCode: 200 }).write('first');
      await new Promise<void>((resolve) => {
        endFunction = resolve;
      });
      responseStream.end('last');
    });
    const outgoing = request(url).end();
    const [response] = await once(outgoing, 'response');
    const [first] = await once(response, 'data');
    expect(first.toString()).toBe('first');
    endFunction();
    const [last] = await once(response, 'data');
    expect(last.toString()).toBe('last');
  });

  it('may have headers without a body', async () => {
    const url = await startRestApi(answerWith(''));
    expect(await ask(url)).toMatchObject({ status: 200, body: Buffer.alloc(0), isCut: false });
  });
});

describe('a function that fails', () => {
  it.each<[string, StreamingHandler]>([
    [
      'by ending without metadata',
      async (_event, responseStream) => {
        HttpResponseStream.from(responseStream, { statusCode: 200 }).end();
      },
    ],
    [
      'by writing metadata that is not JSON',
      async (_event, responseStream) => {
        responseStream.end(`{status:200}${'\0'.repeat(8)}payload`);
      },
    ],
    [
      'before it has written anything',
      async () => {
        throw new Error('secret');
      },
    ],
  ])('%s causes a 502', async (_, handler) => {
    expect(await ask(await startRestApi(handler))).toMatchObject({
      status: 502,
      body: Buffer.from('{"message":"Internal server error"}'),
      isCut: false,
    });
  });

  it('in the middle of its response breaks the connection', async () => {
    const url = await startRestApi(async (_event, responseStream) => {
      HttpResponseStream.from(responseStream, { statusCode: 200 }).write('half');
      await new Promise(setImmediate);
      throw new Error('secret');
    });
    const { status, isCut } = await ask(url);
    expect({ status, isCut }).toEqual({ status: 200, isCut: true });
  });
});

describe('a body', () => {
  const count = vi.fn(answerWith('served'));

  it.each([
    [
      'of 10 MB and a byte',
      Buffer.alloc(10 * MEGABYTE + 1, 'x'),
      'HTTP content length exceeded 10485760 bytes.',
    ],
    ['of 10 MB', Buffer.alloc(10 * MEGABYTE, 'x'), 'Request Too Long'],
    ['of 6 MB, which the event makes longer', Buffer.alloc(6 * MEGABYTE, 'x'), 'Request Too Long'],
    ['of 5 MB that is not text', Buffer.alloc(5 * MEGABYTE, 0xff), 'Request Too Long'],
    [
      'of 2 MB that JSON writes in six bytes each',
      Buffer.alloc(2 * MEGABYTE, 1),
      'Request Too Long',
    ],
  ])('%s is refused before the function sees it', async (_, body, message) => {
    count.mockClear();
    const url = await startRestApi(count);
    const answer = await ask(url, { body });
    expect(answer.status).toBe(413);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body.toString()).toBe(JSON.stringify({ message }));
    expect(count).not.toHaveBeenCalled();
  });

  it.each([
    ['of 5.9 MB', Buffer.alloc(5.9 * MEGABYTE, 'x'), 6_186_598],
    ['of 4 MB that is not text', Buffer.alloc(4 * MEGABYTE, 0xff), 5_592_408],
  ])('%s reaches the function', async (_, body, length) => {
    const lengths: (number | undefined)[] = [];
    const url = await startRestApi((event, ...rest) => {
      lengths.push(event.body?.length);
      return answerWith('served')(event, ...rest);
    });
    expect(await ask(url, { body })).toMatchObject({ status: 200 });
    expect(lengths).toEqual([length]);
  });
});

describe('a client', () => {
  it('that disconnects destroys the function’s stream', async () => {
    const streams: FunctionStream[] = [];
    const url = await startRestApi(async (_event, responseStream) => {
      streams.push(responseStream);
      HttpResponseStream.from(responseStream, { statusCode: 200 }).write('half');
      await once(responseStream, 'close');
    });
    const outgoing = request(url).end();
    const [response] = await once(outgoing, 'response');
    response.destroy();
    await vi.waitFor(() => expect(streams[0]?.destroyed).toBe(true), 10_000);
  });

  it('that does not read makes the function wait', async () => {
    let written = 0;
    const url = await startRestApi(async (_event, responseStream) => {
      const stream = HttpResponseStream.from(responseStream, { statusCode: 200 });
      for (let chunk = 0; chunk < 512; chunk += 1) {
        if (!stream.write(Buffer.alloc(MEGABYTE / 8))) await once(stream, 'drain');
        written += MEGABYTE / 8;
      }
      stream.end();
    });
    const outgoing = request(url).end();
    const [response] = await once(outgoing, 'response');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(written).toBeLessThan(32 * MEGABYTE);
    let received = 0;
    for await (const chunk of response) received += chunk.length;
    expect(received).toBe(64 * MEGABYTE);
  });
});
