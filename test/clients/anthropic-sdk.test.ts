import type { ClientOptions } from '@anthropic-ai/bedrock-sdk';
import {
  BadRequestError,
  InternalServerError,
  PermissionDeniedError,
  RateLimitError,
} from '@anthropic-ai/bedrock-sdk/core/error';
import { describe, expect, it } from 'vitest';
import { maskRequestId } from '../router/support';
import { createAnthropicClient, QUESTION } from './anthropic-client';
import { CLAUDE, REPLY } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter({
  settings: { operations: { review: CLAUDE, extraction: 'us.amazon.nova-2-lite-v1:0:flex' } },
});

const SIGNING = { awsAccessKey: 'AKIDCALLER', awsSecretKey: 'secret' };

function createClient(options?: Partial<ClientOptions>) {
  return createAnthropicClient(router.url, options);
}

describe('messages', () => {
  it.each([
    ['review', '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke'],
    ['us.anthropic.claude-sonnet-4-6', '/model/us.anthropic.claude-sonnet-4-6/invoke'],
  ])('are answered by %s', async (model, path) => {
    const message = await createClient().messages.create({ ...QUESTION, model });
    expect(message).toMatchObject({
      content: [{ type: 'text', text: REPLY }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 5, output_tokens: 36 },
    });
    expect(router.arrival.path).toBe(path);
    expect(JSON.parse(router.arrival.body.toString('utf8'))).toEqual({
      ...QUESTION,
      anthropic_version: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
  });

  it.each([
    ['are streamed', undefined],
    ['are streamed with headers of every type', { kind: 'typed-headers' }],
  ] as const)('%s', async (_, failure) => {
    if (failure !== undefined) router.bedrock.failures.add(failure);
    const stream = createClient().messages.stream({ ...QUESTION, model: 'review' });
    let text = '';
    stream.on('text', (delta) => {
      text += delta;
    });
    const message = await stream.finalMessage();
    expect(text).toBe(REPLY);
    expect(message).toMatchObject({ stop_reason: 'end_turn', usage: { output_tokens: 36 } });
    expect(router.arrival.path).toBe(
      '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream',
    );
  });

  it('carry the betas that were asked for', async () => {
    await createClient().beta.messages.create({
      ...QUESTION,
      model: 'review',
      betas: ['context-1m-2025-08-07', 'token-efficient-tools-2025-02-19'],
    });
    expect(router.arrival.headers['anthropic-beta']).toBe(
      'context-1m-2025-08-07,token-efficient-tools-2025-02-19',
    );
    expect(JSON.parse(router.arrival.body.toString('utf8'))).toMatchObject({
      anthropic_beta: ['context-1m-2025-08-07', 'token-efficient-tools-2025-02-19'],
    });
  });
});

/** A `fetch` that keeps what the SDK asks of it. */
function recordFetch() {
  const requests: Request[] = [];
  const recordingFetch: typeof fetch = (url, init) => {
    requests.push(new Request(url, init));
    return fetch(url, init);
  };
  return { fetch: recordingFetch, requests };
}

it('sends a model ID with a literal colon, which the router finds', async () => {
  const { fetch, requests } = recordFetch();
  await createClient({ fetch }).messages.create({ ...QUESTION, model: CLAUDE });
  expect(requests.map(({ url }) => url)).toEqual([`${router.url}/model/${CLAUDE}/invoke`]);
});

describe('credentials and headers', () => {
  it.each([
    [/^Bearer caller$/, { skipAuth: false, apiKey: 'caller' }],
    [/AKIDCALLER.*eu-west-1/, { skipAuth: false, ...SIGNING, awsRegion: 'eu-west-1' }],
  ])('of the caller are not forwarded: %s', async (written, auth) => {
    const { fetch, requests } = recordFetch();
    await createClient({ fetch, ...auth }).messages.create({ ...QUESTION, model: 'review' });
    expect(requests[0]?.headers.get('authorization')).toMatch(written);
    expect(router.arrival.headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/us-east-1\/bedrock\//,
    );
  });

  it('of Anthropic’s pass on', async () => {
    const defaultHeaders = {
      'anthropic-future': 'yes',
      'x-claude-code-session-id': 'session-1',
      'x-api-key': 'caller',
    };
    await createClient({ defaultHeaders }).messages.create({ ...QUESTION, model: 'review' });
    expect(router.arrival.headers['anthropic-future']).toBe('yes');
    expect(JSON.stringify(router.arrival.headers)).not.toContain('caller');
    expect(router.arrival.headers).not.toHaveProperty('x-claude-code-session-id');
    expect(maskRequestId(router.arrival.headers['x-amzn-bedrock-request-metadata'])).toBe(
      '{"router-operation":"review","router-requested-tier":"default","router-mapping-version":"1","router-request-id":"ID","claude-code-session-id":"session-1"}',
    );
  });
});

describe('errors', () => {
  it.each([
    ['throttle', RateLimitError, 429],
    ['not-ready', RateLimitError, 429],
    ['access-denied', PermissionDeniedError, 403],
    ['unavailable', InternalServerError, 503],
    ['internal', InternalServerError, 500],
  ] as const)('of Bedrock keep their meaning: %s', async (kind, errorClass, status) => {
    router.bedrock.failures.add({ kind, rate: 1 });
    const call = createClient().messages.create({ ...QUESTION, model: 'review' });
    await expect(call).rejects.toBeInstanceOf(errorClass);
    await expect(call).rejects.toMatchObject({
      status,
      error: JSON.parse(router.arrival.replyBody?.toString('utf8') ?? ''),
    });
  });

  it('of the router have a meaning too', async () => {
    const call = createClient().messages.create({ ...QUESTION, model: `${CLAUDE}:turbo` });
    await expect(call).rejects.toBeInstanceOf(BadRequestError);
    await expect(call).rejects.toThrow('neither a version nor one of the tiers');
  });

  it('inside a stream reach its reader', async () => {
    router.bedrock.failures.add({ kind: 'stream-error', message: 'Too many tokens.' });
    const stream = createClient().messages.stream({ ...QUESTION, model: 'review' });
    await expect(stream.finalMessage()).rejects.toThrow('Too many tokens.');
  });
});
