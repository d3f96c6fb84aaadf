import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';
import { createModels } from '../../../contract/start-bedrock';
import { startRawServer } from './start-raw-server';

const TEXT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };
const JSON_BODY = { 'content-type': 'application/json' };
const BROKEN = { code: 'reply-broken' };

type Api = 'chat-completions' | 'responses';

/** Calls a server that answers with these pieces, each as a chunk of its own; an error breaks the connection. */
async function call(
  api: Api,
  pieces: readonly (string | Error)[],
  headers: Readonly<Record<string, string>> = TEXT_STREAM,
) {
  const { url } = await startRawServer((response) => {
    answer(response.writeHead(200, headers), pieces).catch(() => response.destroy());
  });
  const request: BedrockRequest = {
    action: `${api}-stream`,
    baseModelId: 'us.openai.gpt-5.6-sol',
    path: `/openai/v1/${api}`,
    headers: JSON_BODY,
    body: Buffer.from('{"stream":true}'),
  };
  return createModels(url).invoke(request, new AbortController().signal);
}

async function answer(response: ServerResponse, pieces: readonly (string | Error)[]) {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    if (!response.write(piece)) await once(response, 'drain');
    await new Promise(setImmediate);
  }
  response.end();
}

async function take(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
const typed = (type: string, members = {}) => `data: ${JSON.stringify({ type, ...members })}\n\n`;

const CHAT = [
  ': ping\n\n',
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Total 12,50 €' }),
  'data: {"choices":[],"service_tier":"flex","usage":{"prompt_tokens":11,"completion_tokens":7}}\n\n',
  'data: [DONE]\n\n',
];
const RESPONSES = [
  typed('response.created', { response: { service_tier: 'auto' } }),
  typed('response.output_text.delta', { delta: 'Total 12,50 €' }),
  typed('response.completed', {
    response: { service_tier: 'flex', usage: { input_tokens: 11, output_tokens: 7 } },
  }),
];

describe.each([
  ['chat-completions', CHAT],
  ['responses', RESPONSES],
] as const)('a stream of %s', (api, pieces) => {
  const text = pieces.join('');

  it('passes byte by byte, and reports usage and tier at its end', async () => {
    const reply = await call(api, pieces);
    expect(reply.headers['content-type']).toBe(TEXT_STREAM['content-type']);
    expect(await take(reply.body)).toBe(text);
    expect(reply.readEnd()).toMatchObject({
      usage: { inputTokens: 11, outputTokens: 7 },
      resolvedTier: 'flex',
      streamException: undefined,
    });
  });

  it('passes in pieces of any size', async () => {
    const reply = await call(api, [text.slice(0, 25), text.slice(25, 99), text.slice(99)]);
    expect(await take(reply.body)).toBe(text);
    expect(reply.readEnd().usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
  });

  it('is broken for its reader if the connection breaks', async () => {
    const reply = await call(api, [...pieces.slice(0, 2), new Error('gone')]);
    await expect(take(reply.body)).rejects.toMatchObject({ code: 'stream-broken' });
  });

  it('is broken for its reader if it ends without its last event', async () => {
    const reply = await call(api, pieces.slice(0, -1));
    await expect(take(reply.body)).rejects.toMatchObject({ code: 'stream-broken' });
  });

  it('is one without a content type', async () => {
    expect(await take((await call(api, pieces, {})).body)).toBe(text);
  });

  it('ends without a blank line', async () => {
    const reply = await call(api, [text.trimEnd()]);
    expect(await take(reply.body)).toBe(text.trimEnd());
    expect(reply.readEnd().usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
  });

  it('that breaks before its first event is no reply', async () => {
    for (const beginning of [[], [': ping\n\n'], [text.slice(0, 12)], ['<html></html>\n\n']]) {
      await expect(call(api, beginning)).rejects.toMatchObject(BROKEN);
      await expect(call(api, [...beginning, new Error('gone')])).rejects.toMatchObject(BROKEN);
    }
  });

  it('of JSON is no reply, and an error in its place has the status that it means', async () => {
    await expect(call(api, ['{"choices":[]}'], JSON_BODY)).rejects.toMatchObject(BROKEN);
    const body = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"}}';
    const reply = await call(api, [body], { 'content-type': 'application/x-amz-json-1.1' });
    expect([reply.status, reply.opening.errorName]).toEqual([404, 'UnknownOperationException']);
    expect(await take(reply.body)).toBe(body);
    const quota = '{"error":{"type":"rate_limit_error","message":"no"}}';
    expect((await call(api, [quota], JSON_BODY)).status).toBe(429);
  });
});

it.each([
  [
    'chat-completions',
    'data: {"error":{"message":"no","type":"server_error"}}\n\n',
    'server_error',
  ],
  [
    'responses',
    'data: {"type":"error","code":"rate_limit_exceeded","message":"no"}\n\n',
    'rate_limit_exceeded',
  ],
  [
    'responses',
    'event: error\ndata: {"error":{"type":"overloaded_error","message":"no"}}\n\n',
    'overloaded_error',
  ],
] as const)(
  'an error that opens a stream of %s is known before it is read: %s',
  async (api, text, name) => {
    const reply = await call(api, [text]);
    expect(reply.opening).toMatchObject({ openingException: name, errorMessage: 'no' });
    expect(await take(reply.body)).toBe(text);
  },
);
