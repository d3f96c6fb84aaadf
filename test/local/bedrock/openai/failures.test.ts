import {
  APIConnectionError,
  APIError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { describe, expect, it } from 'vitest';
import { ASTRA, GPT_OSS, MESSAGES, QUESTION } from '../../../clients/openai/client';
import { askJson } from '../ask';
import { SharedOpenai } from './share-openai';

const bedrock = new SharedOpenai();

const chat = () => bedrock.openai.chat.completions.create({ model: GPT_OSS, messages: MESSAGES });

const CHAT = { path: 'chat/completions', body: { model: ASTRA, messages: MESSAGES } };
const RESPONSES = { path: 'responses', body: { model: ASTRA, input: QUESTION } };

/** The data of the events of a stream. */
async function readStream({ path, body }: { readonly path: string; readonly body: object }) {
  const answer = await askJson(`${bedrock.url}/openai/v1/${path}`, { ...body, stream: true });
  const events = answer.body.toString().split('\n\n');
  return {
    ...answer,
    events: events.filter((event) => event !== '').map((event) => event.slice(6)),
  };
}

describe('an error response', () => {
  it.each([
    ['throttle', RateLimitError, 429, 'rate_limit_exceeded'],
    ['not-ready', RateLimitError, 429, 'model_not_ready'],
    ['unavailable', InternalServerError, 503, 'service_unavailable'],
    ['internal', InternalServerError, 500, 'internal_server_error'],
    ['timeout', APIError, 408, 'model_timeout'],
    ['model-error', APIError, 424, 'model_error'],
    ['access-denied', PermissionDeniedError, 403, 'access_denied'],
    ['legacy', PermissionDeniedError, 403, 'access_denied'],
    ['retired', NotFoundError, 404, 'model_not_found'],
    ['invalid', BadRequestError, 400, 'validation_error'],
  ] as const)('%s is raised by the client', async (kind, errorClass, status, code) => {
    bedrock.emulator.failures.add({ kind, operation: 'ChatCompletions', message: 'Simulated.' });
    const call = chat();
    await expect(call).rejects.toBeInstanceOf(errorClass);
    await expect(call).rejects.toMatchObject({
      ...{ status, code, param: null, message: `${status} Simulated.` },
    });
    expect(bedrock.latest?.failure).toBe(kind);
  });

  it.each([
    ['bad-gateway', 502],
    ['gateway-timeout', 504],
  ] as const)('%s has no JSON', async (kind, status) => {
    bedrock.emulator.failures.add({ kind });
    await expect(chat()).rejects.toMatchObject({ status, error: undefined });
  });
});

it('shares the quota of a model with its other operations', async () => {
  bedrock.emulator.failures.setQuota(GPT_OSS, { requestsPerMinute: 2 });
  const body = { messages: [{ role: 'user', content: [{ text: QUESTION }] }] };
  const converse = await askJson(`${bedrock.url}/model/${GPT_OSS}/converse`, body);
  expect(converse.status).toBe(200);
  await chat();
  await expect(chat()).rejects.toBeInstanceOf(RateLimitError);
});

it('breaks a connection', async () => {
  bedrock.emulator.failures.add({ kind: 'cut', at: 'before-reply' });
  await expect(chat()).rejects.toBeInstanceOf(APIConnectionError);
});

describe('a stream', () => {
  it.each([
    ['breaks off', CHAT, { at: 'mid-reply' }, true, 3],
    ['ends inside an event', RESPONSES, { at: 'mid-reply', cleanly: true }, false, 6],
    ['ends between events', CHAT, { at: 'between-frames', cleanly: true }, false, 2],
  ] as const)('%s', async (_, call, cut, isCut, count) => {
    bedrock.emulator.failures.add({ kind: 'cut', ...cut });
    const answer = await readStream(call);
    expect(answer).toMatchObject({ status: 200, isCut });
    expect(answer.events).toHaveLength(count);
  });

  it.each([
    [CHAT, {}, /^\{"error":\{"message":"Too many tokens.","param":null,"type":"rate_limit_error"/],
    [RESPONSES, {}, /^\{"type":"response.failed","response":\{.*"code":"rate_limit_exceeded"/],
    [RESPONSES, { unmodeled: true }, /^\{"message":"Too many tokens.",.*"type":"error"/],
  ] as const)('has an error event %#', async (call, form, text) => {
    bedrock.emulator.failures.add({ kind: 'stream-error', message: 'Too many tokens.', ...form });
    const { events, isCut } = await readStream(call);
    expect(events.at(-1)).toMatch(text);
    expect(isCut).toBe(false);
  });

  it('breaks off after its first event if it has no text', async () => {
    bedrock.emulator.failures.add({ kind: 'cut', at: 'between-frames' });
    const limits = { reasoning_effort: 'high', max_completion_tokens: 10 };
    const { isCut, events } = await readStream({ ...CHAT, body: { ...CHAT.body, ...limits } });
    expect([isCut, events.length]).toEqual([true, 1]);
  });

  it('can begin with the error', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-error', opening: true });
    expect((await readStream(CHAT)).events).toHaveLength(1);
  });

  it.each([
    [CHAT, '[DONE]', '"finish_reason":"stop"'],
    [RESPONSES, 'response.completed', 'response.output_item.done'],
  ] as const)('stops short %#', async (call, missing, last) => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'no-stop' });
    const { body, events } = await readStream(call);
    expect(body.toString()).not.toContain(missing);
    expect(events.at(-1)).toContain(last);
  });

  it.each([CHAT, RESPONSES])('lacks the usage %#', async ({ path, body }) => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'no-metadata' });
    const stream_options = path === 'responses' ? undefined : { include_usage: true };
    const { events } = await readStream({ path, body: { ...body, stream_options } });
    expect(events.join('')).not.toContain('total_tokens');
  });

  it('has an event that is not JSON', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'corrupt' });
    const { events } = await readStream(CHAT);
    expect(() => JSON.parse(events[1] ?? '')).toThrow(SyntaxError);
  });

  it('is a page', async () => {
    bedrock.emulator.failures.add({ kind: 'stream-form', form: 'page' });
    expect((await readStream(CHAT)).headers['content-type']).toBe('text/html');
  });
});
