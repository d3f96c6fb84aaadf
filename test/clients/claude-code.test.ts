import { BadRequestError } from '@anthropic-ai/bedrock-sdk/core/error';
import { describe, expect, it } from 'vitest';
import { decodeFrames } from '../local/bedrock/ask';
import { createAnthropicClient, QUESTION } from './anthropic-client';
import { CLAUDE } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

/** What Claude Code sends with `ANTHROPIC_BEDROCK_BASE_URL` and `ANTHROPIC_BEDROCK_SERVICE_TIER=flex`. */
const HEADERS = {
  'content-type': 'application/json',
  'x-amzn-bedrock-service-tier': 'flex',
  'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14',
  'anthropic-version': '2023-06-01',
  'x-claude-code-session-id': '0a1b2c3d',
  'x-api-key': 'caller',
};

const BODY = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 32_000,
  system: [{ type: 'text', text: 'You are a coding agent. '.repeat(3_500) }],
  messages: [{ role: 'user', content: 'Classify this page.' }],
  context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
});

/** Sends a tier with every call, whatever the model, as Claude Code does with `ANTHROPIC_BEDROCK_SERVICE_TIER`. */
function createClient(tier: string, headers: Record<string, string> = {}) {
  const defaultHeaders = { 'x-amzn-bedrock-service-tier': tier, ...headers };
  return createAnthropicClient(router.url, { defaultHeaders });
}

const REFUSAL = 'The provided service tier is not supported for this model';

function readTiers(): readonly (string | undefined)[] {
  return router.arrivals.map(({ headers }) => headers['x-amzn-bedrock-service-tier']);
}

describe('Claude Code', () => {
  it('reads in an error of Bedrock’s shape that there are no inference profiles', async () => {
    const reply = await fetch(`${router.url}/inference-profiles?type=SYSTEM_DEFINED`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect(reply.headers.get('x-router-error')).toBe('unknown-path');
    expect(await reply.json()).toEqual({
      message: expect.stringContaining('there is nothing at /inference-profiles'),
    });
    expect(router.arrivals).toHaveLength(0);
  });

  it('streams from a model that does not support its tier', async () => {
    const reply = await fetch(`${router.url}/model/${CLAUDE}/invoke-with-response-stream`, {
      method: 'POST',
      headers: HEADERS,
      body: BODY,
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/vnd.amazon.eventstream');
    expect(reply.headers.get('x-router-tier-fallback')).toBe('unsupported');
    const frames = decodeFrames(Buffer.from(await reply.arrayBuffer()));
    const last = frames.at(-1);
    expect(last?.length).toBe(last?.readUInt32BE(0));
    expect(router.arrivals.map(({ requestedTier }) => requestedTier)).toEqual(['flex', undefined]);
    for (const { body } of router.arrivals) expect(body.toString('utf8')).toBe(BODY);
    expect(router.arrival.headers).toMatchObject({
      'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14',
      'anthropic-version': '2023-06-01',
    });
    expect(router.arrival.headers).not.toHaveProperty('x-api-key');
  });
});

describe('a client that always asks for a tier', () => {
  // The router remembers refusals, so each test has a model of its own.
  it('is served without a tier that the model does not support, the next time at once', async () => {
    const client = createClient('flex');
    const model = 'us.anthropic.claude-sonnet-4-6';
    const first = await client.messages.create({ ...QUESTION, model }).withResponse();
    expect(first.response.headers.get('x-router-tier-fallback')).toBe('unsupported');
    expect(first.response.headers.get('x-router-requested-tier')).toBe('flex');
    expect(first.data.stop_reason).toBe('end_turn');
    expect(readTiers()).toEqual(['flex', undefined]);
    const second = await client.messages.create({ ...QUESTION, model }).withResponse();
    expect(second.response.headers.get('x-router-tier-fallback')).toBe('unsupported');
    expect(readTiers()).toEqual(['flex', undefined, undefined]);
  });

  it('streams after the refusal', async () => {
    const model = 'us.anthropic.claude-opus-5';
    const stream = createClient('flex').messages.stream({ ...QUESTION, model });
    const { response } = await stream.withResponse();
    expect(response.headers.get('x-router-tier-fallback')).toBe('unsupported');
    await expect(stream.finalMessage()).resolves.toMatchObject({ stop_reason: 'end_turn' });
    expect(readTiers()).toEqual(['flex', undefined]);
  });

  it('returns the refusal to a strict caller, also if the router remembers it', async () => {
    const model = 'us.anthropic.claude-opus-4-5-20251101-v1:0';
    const strict = createClient('flex', { 'x-router-strict-tier': 'true' });
    for (const _ of ['unknown yet', 'known']) {
      const call = strict.messages.create({ ...QUESTION, model });
      await expect(call).rejects.toBeInstanceOf(BadRequestError);
      await expect(call).rejects.toMatchObject({ status: 400, error: { message: REFUSAL } });
      await createClient('flex').messages.create({ ...QUESTION, model });
    }
    expect(readTiers()).toEqual(['flex', 'flex', undefined, 'flex', undefined]);
  });

  it('counts the fallback', async () => {
    const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
    await createClient('priority').messages.create({ ...QUESTION, model });
    const metrics = await router.log.find((line) => '_aws' in line && line['ModelId'] === model);
    expect(metrics).toMatchObject({
      Operation: 'direct',
      ServiceTier: 'priority',
      ResolvedServiceTier: 'default',
      Invocations: 1,
      TierFallbacks: 1,
    });
  });

  it('returns every other refusal', async () => {
    const call = createClient('flex').messages.create({
      ...QUESTION,
      max_tokens: -1,
      model: 'us.amazon.nova-2-lite-v1:0',
    });
    await expect(call).rejects.toBeInstanceOf(BadRequestError);
    expect(readTiers()).toEqual(['flex']);
  });
});
