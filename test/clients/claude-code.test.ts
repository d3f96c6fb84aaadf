import { expect, it } from 'vitest';
import { decodeFrames } from '../local/bedrock/ask';
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

it('is told that there are no inference profiles, in Bedrock’s shape', async () => {
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

it('streams from a model that does not take its tier', async () => {
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
  expect(router.arrival.body.toString('utf8')).toBe(BODY);
  expect(router.arrival.headers).toMatchObject({
    'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14',
    'anthropic-version': '2023-06-01',
  });
  expect(router.arrival.headers).not.toHaveProperty('x-api-key');
});

it('reads the words of Bedrock in an error', async () => {
  router.bedrock.failures.add({ kind: 'throttle', message: 'Too many tokens, please wait.' });
  const reply = await fetch(`${router.url}/model/${CLAUDE}/invoke-with-response-stream`, {
    method: 'POST',
    headers: { ...HEADERS, 'x-amzn-bedrock-service-tier': 'default' },
    body: BODY,
  });
  expect(reply.status).toBe(429);
  expect(await reply.text()).toBe('{"message":"Too many tokens, please wait."}');
});
