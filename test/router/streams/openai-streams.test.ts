import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';

const ASTRA = 'global.openai.gpt-6-astra';
const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: {
    operations: {
      talk: `${ASTRA}:ultrafast`,
      answer: `${ASTRA}:ultrafast`,
      uncounted: ASTRA,
      recovered: `${ASTRA}:ultrafast,openai.gpt-oss-120b-1:0`,
      broken: ASTRA,
      unfinished: ASTRA,
      failed: ASTRA,
    },
  },
});

const event = (data: object | string) =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const DELTA = event({ choices: [{ index: 0, delta: { content: 'Total 12,50 €' } }] });
const DONE = event('[DONE]');
const USAGE = event({
  choices: [],
  service_tier: 'ultrafast',
  usage: {
    prompt_tokens: 300_000,
    completion_tokens: 100,
    total_tokens: 300_100,
    prompt_tokens_details: { cached_tokens: 200_000 },
    completion_tokens_details: { reasoning_tokens: 60 },
  },
});

function sendEvents(...events: readonly string[]) {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const each of events) response.write(each);
    response.end();
  };
}

async function ask(model: string, path = 'chat/completions') {
  const response = await fetch(`${router.url}/openai/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Total?' }] }),
  });
  return { response, text: response.text() };
}

it('passes a chat byte by byte, and prices its cached and long prompt on its tier', async () => {
  bedrock.script(sendEvents(': ping\n\n', DELTA, USAGE, DONE));
  const { response, text } = await ask('talk');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(await text).toBe([': ping\n\n', DELTA, USAGE, DONE].join(''));
  expect(await router.log.receiptOf('talk')).toMatchObject({
    status: 200,
    requested_tier: 'ultrafast',
    resolved_tier: 'ultrafast',
    usage: { inputTokens: 100_000, outputTokens: 100, cacheReadInputTokens: 200_000 },
    // Above 272,000 tokens: 100,000 × 120 + 200,000 × 12 + 100 × 450 millionths
    estimated_cost_usd: 14.445,
  });
});

it('reads the last event of the Responses API, which is the whole response', async () => {
  const completed = event({
    type: 'response.completed',
    response: {
      service_tier: 'ultrafast',
      instructions: 'o'.repeat(200_000),
      usage: { input_tokens: 1_000, output_tokens: 100, total_tokens: 1_100 },
    },
  });
  const delta = event({ type: 'response.output_text.delta', delta: 'Total' });
  bedrock.script(sendEvents(delta, completed));
  expect(await (await ask('answer', 'responses')).text).toBe(delta + completed);
  // 1,000 × 60 + 100 × 300 millionths
  expect(await router.log.receiptOf('answer')).toMatchObject({ estimated_cost_usd: 0.09 });
});

it('charges a chat without usage its prompt at most, and a token for each byte of its text', async () => {
  bedrock.script(sendEvents(DELTA, DONE));
  await (await ask('uncounted')).text;
  const receipt = await router.log.receiptOf('uncounted');
  // 83 bytes × 12.5, as if all were written to the cache, + 15 bytes × 50 millionths
  const charge = { charged_usd: 0.0017875 };
  expect(receipt).toMatchObject({ status: 200, cost_status: 'unknown-usage', ...charge });
  expect(receipt).not.toHaveProperty('usage');
  expect(receipt).not.toHaveProperty('estimated_cost_usd');
});

it('calls the next candidate after an error that opens a stream', async () => {
  const error = event({
    error: { message: 'Too many tokens', type: 'tokens', code: 'rate_limit_exceeded' },
  });
  bedrock.script(sendEvents(error), sendEvents(DELTA, USAGE, DONE));
  const { response, text } = await ask('recovered');
  expect(await text).toBe(DELTA + USAGE + DONE);
  expect(response.headers.get('x-router-tier-fallback')).toBe('quota');
  expect(response.headers.get('x-router-model-id')).toBe('openai.gpt-oss-120b-1:0');
});

it.each([
  [
    'that breaks off',
    'broken',
    (response: ServerResponse) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(DELTA, () => response.destroy()),
  ],
  ['without its last event', 'unfinished', sendEvents(DELTA, USAGE)],
] as const)('breaks a stream %s at the client', async (_, operation, script) => {
  bedrock.script((response) => void script(response));
  const { text } = await ask(operation);
  await expect(text).rejects.toThrow();
  expect(await router.log.receiptOf(operation)).toMatchObject({ router_error: 'stream-broken' });
});

it('counts an error inside a stream as a failure of Bedrock, and passes it on', async () => {
  const failed = event({
    type: 'response.failed',
    response: { error: { code: 'server_error', message: 'no' } },
  });
  const delta = event({ type: 'response.output_text.delta', delta: 'Total' });
  bedrock.script(sendEvents(delta, failed));
  expect(await (await ask('failed', 'responses')).text).toBe(delta + failed);
  expect(await router.log.receiptOf('failed')).toMatchObject({
    status: 500,
    bedrock_error: 'server_error',
  });
});
