import {
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type ServiceTierType,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { askJson, readJson } from './ask';
import { CLAUDE, GPT_OSS, LLAMA, MESSAGES, NOVA, REPLY, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

const USER = { role: 'user', content: 'Classify this page.' };
const CLAUDE_BODY = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  system: 'Be terse',
  messages: [USER],
};
const NOVA_BODY = {
  schemaVersion: 'messages-v1',
  system: [{ text: 'Be terse' }],
  messages: MESSAGES,
  inferenceConfig: { maxTokens: 100 },
};
const LLAMA_BODY = { prompt: 'Classify this page. Be terse', max_gen_len: 100 };
const OPENAI_BODY = {
  messages: [{ role: 'system', content: 'Be terse' }, USER],
  max_completion_tokens: 100,
};

async function invoke(modelId: string, body: object) {
  const command = new InvokeModelCommand({ modelId, body: JSON.stringify(body) });
  const reply = await bedrock.client.send(command);
  return { ...reply, text: reply.body.transformToString() };
}

describe('InvokeModel', () => {
  it.each([
    [
      CLAUDE,
      CLAUDE_BODY,
      {
        ...{ id: expect.stringMatching(/^msg_bdrk_[0-9a-f]{32}$/), type: 'message' },
        ...{ role: 'assistant', model: CLAUDE, content: [{ type: 'text', text: REPLY }] },
        ...{ stop_reason: 'end_turn', stop_sequence: null },
        usage: {
          ...{ input_tokens: 7, output_tokens: 24 },
          ...{ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
          cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
        },
      },
    ],
    [
      NOVA,
      NOVA_BODY,
      {
        output: { message: { role: 'assistant', content: [{ text: REPLY }] } },
        stopReason: 'end_turn',
        usage: {
          ...{ inputTokens: 7, outputTokens: 24, totalTokens: 31 },
          ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
        },
      },
    ],
    [
      GPT_OSS,
      OPENAI_BODY,
      {
        ...{ id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/), object: 'chat.completion' },
        ...{ created: 1767225600, model: GPT_OSS },
        choices: [
          { index: 0, message: { role: 'assistant', content: REPLY }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 7, completion_tokens: 24, total_tokens: 31 },
      },
    ],
    [
      LLAMA,
      LLAMA_BODY,
      {
        generation: REPLY,
        ...{ prompt_token_count: 7, generation_token_count: 24, stop_reason: 'stop' },
      },
    ],
  ])('replies for %s in its own format', async (modelId, body, expected) => {
    const { contentType, serviceTier, text } = await invoke(modelId, body);
    expect([contentType, serviceTier]).toEqual(['application/json', 'default']);
    expect(JSON.parse(text)).toEqual(expected);
  });

  it.each([
    [CLAUDE, { ...CLAUDE_BODY, max_tokens: 4 }, '"stop_reason":"max_tokens"'],
    [NOVA, { ...NOVA_BODY, inferenceConfig: { max_new_tokens: 4 } }, '"stopReason":"max_tokens"'],
    [GPT_OSS, { ...OPENAI_BODY, max_completion_tokens: 4 }, '"finish_reason":"length"'],
    [LLAMA, { ...LLAMA_BODY, max_gen_len: 4 }, '"stop_reason":"length"'],
  ])('cuts the reply of %s at its maximum', async (modelId, body, expected) => {
    const { text } = await invoke(modelId, body);
    expect(text).toContain('"Simulated reply:"');
    expect(text).toContain(expected);
  });

  it.each([
    [CLAUDE_BODY, '"type":"message"'],
    [NOVA_BODY, '"output":'],
    [OPENAI_BODY, '"object":"chat.completion"'],
  ])('chooses the format by the body if an ARN does not name the model', async (body, expected) => {
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
    expect((await invoke(arn, body)).text).toContain(expected);
  });

  it('takes the tier from a header, and reports tier, tokens and latency in headers', async () => {
    const headers = { 'X-Amzn-Bedrock-Service-Tier': 'flex' };
    const answer = await askJson(`${bedrock.url}/model/${NOVA}/invoke`, NOVA_BODY, headers);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-bedrock-service-tier': 'flex',
      'x-amzn-bedrock-input-token-count': '7',
      'x-amzn-bedrock-output-token-count': '24',
      'x-amzn-bedrock-invocation-latency': '0',
    });
  });

  it('splits the cache writes of Claude by lifetime', async () => {
    const block = { type: 'text', text: 'page', cache_control: { type: 'ephemeral', ttl: '1h' } };
    const body = { ...CLAUDE_BODY, system: [block] };
    expect(JSON.parse((await invoke(CLAUDE, body)).text).usage).toMatchObject({
      cache_creation_input_tokens: 1,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 1 },
    });
  });

  it('ignores a tier in a Converse-like body', async () => {
    const body = { ...NOVA_BODY, serviceTier: { type: 'flex' } };
    expect((await invoke(NOVA, body)).serviceTier).toBe('default');
  });
});

describe('the usage of a cache', () => {
  const SYSTEM = 'You sort pages into classes.';
  const cached = (ttl: '5m' | '1h', text: string) => ({
    ...{ type: 'text', text },
    cache_control: { type: 'ephemeral', ttl },
  });

  it('has the lifetimes of its writes in the format of Anthropic', async () => {
    const system = [cached('1h', SYSTEM), cached('5m', 'Be terse')];
    const ask = () => invoke(CLAUDE, { ...CLAUDE_BODY, system });
    expect(JSON.parse((await ask()).text).usage).toEqual({
      ...{ input_tokens: 5, output_tokens: 24, cache_read_input_tokens: 0 },
      cache_creation_input_tokens: 9,
      cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 7 },
    });
    expect(JSON.parse((await ask()).text).usage).toMatchObject({
      ...{ input_tokens: 5, cache_read_input_tokens: 9, cache_creation_input_tokens: 0 },
    });
  });

  it('is part of the prompt in the format of OpenAI, and not of the header', async () => {
    const messages = [{ role: 'system', content: SYSTEM }, USER];
    const body = { ...OPENAI_BODY, messages, prompt_cache_key: 'pages' };
    const path = `${bedrock.url}/model/${GPT_OSS}/invoke`;
    const details = (read: number, written: number) => ({
      ...{ prompt_tokens: 12, completion_tokens: 24, total_tokens: 36 },
      prompt_tokens_details: { cached_tokens: read, cache_write_tokens: written },
    });
    for (const [read, written] of [[0, 7] as const, [7, 0] as const]) {
      const answer = await askJson(path, body);
      expect(readJson(answer)).toMatchObject({ usage: details(read, written) });
      expect(answer.headers['x-amzn-bedrock-input-token-count']).toBe('5');
    }
  });
});

it('can leave out the counts that Bedrock adds', async () => {
  bedrock.emulator.failures.add({ kind: 'no-counts', times: 2 });
  const { url } = bedrock;
  const answer = await askJson(`${url}/model/${GPT_OSS}/invoke`, OPENAI_BODY);
  expect(answer.headers).not.toHaveProperty('x-amzn-bedrock-input-token-count');
  const path = `${url}/model/${GPT_OSS}/invoke-with-response-stream`;
  const chunks = (await askJson(path, OPENAI_BODY)).body
    .toString('latin1')
    .match(/(?<="bytes":")[^"]+/g);
  const last = JSON.parse(Buffer.from(chunks?.at(-1) ?? '', 'base64').toString());
  expect(last).toMatchObject({ usage: { prompt_tokens: 7 } });
  expect(last).not.toHaveProperty('amazon-bedrock-invocationMetrics');
});

it('repeats the latency mode of a request', async () => {
  const header = 'x-amzn-bedrock-performanceconfig-latency';
  const path = `${bedrock.url}/model/${NOVA}/invoke`;
  const answer = await askJson(path, NOVA_BODY, { [header]: 'optimized' });
  expect(answer.headers[header]).toBe('optimized');
  expect((await askJson(path, NOVA_BODY)).headers).not.toHaveProperty(header);
});

describe('InvokeModelWithResponseStream', () => {
  const text = 'Simulated reply: no ';
  const metrics = {
    'amazon-bedrock-invocationMetrics': {
      ...{ inputTokenCount: 7, outputTokenCount: 24 },
      ...{ invocationLatency: 0, firstByteLatency: 0 },
    },
  };

  it.each<[string, ServiceTierType, object, [first: object, delta: object, last: object], number]>([
    [
      CLAUDE,
      'default',
      CLAUDE_BODY,
      [
        { type: 'message_start', message: { content: [], usage: { input_tokens: 7 } } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
        { type: 'message_stop', ...metrics },
      ],
      10,
    ],
    [
      NOVA,
      'flex',
      NOVA_BODY,
      [
        { messageStart: { role: 'assistant' } },
        { contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } },
        { metadata: { usage: { outputTokens: 24 } }, ...metrics },
      ],
      9,
    ],
    [
      GPT_OSS,
      'priority',
      OPENAI_BODY,
      [
        { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
        {
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: { content: text }, finish_reason: null }],
        },
        {
          choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
          usage: { completion_tokens: 24 },
          ...metrics,
        },
      ],
      7,
    ],
    [
      LLAMA,
      'default',
      LLAMA_BODY,
      [
        { generation: text, prompt_token_count: 7, generation_token_count: 1, stop_reason: null },
        { prompt_token_count: null, generation_token_count: 2 },
        { generation: '', generation_token_count: 24, stop_reason: 'stop', ...metrics },
      ],
      6,
    ],
  ])('streams the events of %s on the tier %s', async (modelId, tier, body, expected, count) => {
    const reply = await bedrock.client.send(
      new InvokeModelWithResponseStreamCommand({
        ...{ modelId, body: JSON.stringify(body), serviceTier: tier },
      }),
    );
    const events: object[] = [];
    for await (const { chunk } of reply.body ?? []) {
      events.push(JSON.parse(Buffer.from(chunk?.bytes ?? []).toString()));
    }
    expect([reply.contentType, reply.serviceTier]).toEqual(['application/json', tier]);
    expect(events).toHaveLength(count);
    const [first, delta, last] = expected;
    expect(events[0]).toMatchObject(first);
    expect(events).toContainEqual(expect.objectContaining(delta));
    expect(events.at(-1)).toMatchObject(last);
  });
});
