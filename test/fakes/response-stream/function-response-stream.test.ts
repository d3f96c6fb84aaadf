import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { HttpResponseStream } from '../../../local/lambda/http-response-stream';
import { FunctionResponseStream } from './function-response-stream';

const NULS = '\0'.repeat(8);

async function read(stream: FunctionResponseStream): Promise<string> {
  return (await buffer(stream)).toString('utf8');
}

it('sends the metadata, eight NUL bytes and then the payload', async () => {
  const stream = new FunctionResponseStream();
  const http = HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'ä' } });
  http.write('one');
  http.write(Buffer.from(' two'));
  http.end();
  expect(await read(stream)).toBe(`{"statusCode":201,"headers":{"a":"ä"}}${NULS}one two`);
});

it('sends the metadata before the first write, even an empty one', async () => {
  const stream = new FunctionResponseStream();
  HttpResponseStream.from(stream, { statusCode: 204 }).write(new Uint8Array());
  stream.end();
  expect(await read(stream)).toBe(`{"statusCode":204}${NULS}`);
});

it.each([
  ['an end', (stream: FunctionResponseStream) => stream.end()],
  ['an end with a payload', (stream: FunctionResponseStream) => stream.end('payload')],
])('sends no metadata with %s alone, as Lambda does', async (_, end) => {
  const stream = new FunctionResponseStream();
  HttpResponseStream.from(stream, { statusCode: 200 });
  end(stream);
  expect(await read(stream)).not.toContain('statusCode');
});

it('sends a payload without metadata', async () => {
  const stream = new FunctionResponseStream();
  stream.write('payload');
  stream.end();
  expect(await read(stream)).toBe('payload');
});

it('sets the content type of the integration', () => {
  const stream = new FunctionResponseStream();
  expect(stream.contentType).toBe('application/octet-stream');
  HttpResponseStream.from(stream, {});
  expect(stream.contentType).toBe('application/vnd.awslambda.http-integration-response');
});

describe('a write', () => {
  it('may have an encoding', async () => {
    const stream = new FunctionResponseStream();
    stream.write('6f6e65', 'hex');
    stream.end();
    expect(await read(stream)).toBe('one');
  });

  it.each([
    ['alone', (stream: FunctionResponseStream, done: () => void) => stream.write('one', done)],
    [
      'behind an encoding',
      (stream: FunctionResponseStream, done: () => void) => stream.write('one', 'utf8', done),
    ],
  ])('calls back %s', async (_, write) => {
    const stream = new FunctionResponseStream();
    HttpResponseStream.from(stream, { statusCode: 200 });
    await new Promise<void>((resolve) => write(stream, resolve));
    stream.end();
    expect(await read(stream)).toBe(`{"statusCode":200}${NULS}one`);
  });

  it('returns false while nothing reads', () => {
    const stream = new FunctionResponseStream();
    expect(stream.write(Buffer.alloc(1_000_000))).toBe(false);
  });
});
