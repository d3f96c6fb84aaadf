import {
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { askJson } from './ask';
import { CLAUDE, GPT_OSS, NOVA, REPLY, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

const invoke = (modelId: string, body: object) =>
  bedrock.client.send(new InvokeModelCommand({ modelId, body: JSON.stringify(body) }));

const CLAUDE_BODY = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  system: 'Be terse',
  messages: [{ role: 'user', content: 'Classify this page.' }],
};
const NOVA_BODY = {
  schemaVersion: 'messages-v1',
  system: [{ text: 'Be terse' }],
  messages: [{ role: 'user', content: [{ text: 'Classify this page.' }] }],
  inferenceConfig: { maxTokens: 100 },
};
const OPENAI_BODY = {
  messages: [
    { role: 'system', content: 'Be terse' },
    { role: 'user', content: 'Classify this page.' },
  ],
  max_completion_tokens: 100,
};

describe('InvokeModel', () => {
  it.each([
    [
      CLAUDE,
      CLAUDE_BODY,
      {
        id: expect.stringMatching(/^msg_bdrk_[0-9a-f]{32}$/),
        type: 'message',
        role: 'assistant',
        model: CLAUDE,
        content: [{ type: 'text', text: REPLY }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: {
          input_tokens: 7,
          output_tokens: 24,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
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
          inputTokens: 7,
          outputTokens: 24,
          totalTokens: 31,
          cacheReadInputTokens: 0,
          cacheWriteInputTokens: 0,
        },
      },
    ],
    [
      GPT_OSS,
      OPENAI_BODY,
      {
        id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/),
        object: 'chat.completion',
        created: 1767225600,
        model: GPT_OSS,
        choices: [
          { index: 0, message: { role: 'assistant', content: REPLY }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 7, completion_tokens: 24, total_tokens: 31 },
      },
    ],
  ])('replies for %s in its own format', async (modelId, body, expected) => {
    const reply = await invoke(modelId, body);
    expect(reply.contentType).toBe('application/json');
    expect(reply.serviceTier).toBe('default');
    expect(JSON.parse(reply.body.transformToString())).toEqual(expected);
  });

  it.each([
    [CLAUDE, { ...CLAUDE_BODY, max_tokens: 4 }, '"stop_reason":"max_tokens"'],
    [NOVA, { ...NOVA_BODY, inferenceConfig: { max_new_tokens: 4 } }, '"stopReason":"max_tokens"'],
    [GPT_OSS, { ...OPENAI_BODY, max_completion_tokens: 4 }, '"finish_reason":"length"'],
  ])('cuts the reply of %s at its maximum', async (modelId, body, expected) => {
    const reply = await invoke(modelId, body);
    expect(reply.body.transformToString()).toContain('"Simulated reply:"');
    expect(reply.body.transformToString()).toContain(expected);
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

  it('ignores a tier in a Converse-like body', async () => {
    const body = { ...NOVA_BODY, serviceTier: { type: 'flex' } };
    const answer = await askJson(`${bedrock.url}/model/${NOVA}/invoke`, body);
    expect(answer.headers['x-amzn-bedrock-service-tier']).toBe('default');
  });

  it.each([
    [CLAUDE_BODY, '"type":"message"'],
    [NOVA_BODY, '"output":'],
    [OPENAI_BODY, '"object":"chat.completion"'],
  ])('chooses the format by the body if an ARN does not name the model', async (body, expected) => {
    const modelId =
      'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
    const reply = await invoke(modelId, body);
    expect(reply.body.transformToString()).toContain(expected);
  });
});

describe('InvokeModelWithResponseStream', () => {
  const metrics = {
    inputTokenCount: 7,
    outputTokenCount: 24,
    invocationLatency: 0,
    firstByteLatency: 0,
  };

  it.each([
    [
      CLAUDE,
      'default',
      CLAUDE_BODY,
      {
        first: { type: 'message_start', message: { content: [], usage: { input_tokens: 7 } } },
        delta: {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'text_delta', text: 'Simulated reply: no ' },
        },
        last: { type: 'message_stop', 'amazon-bedrock-invocationMetrics': metrics },
        count: 10,
      },
    ],
    [
      NOVA,
      'flex',
      NOVA_BODY,
      {
        first: { messageStart: { role: 'assistant' } },
        delta: {
          contentBlockDelta: { delta: { text: 'Simulated reply: no ' }, contentBlockIndex: 0 },
        },
        last: {
          metadata: { usage: { outputTokens: 24 } },
          'amazon-bedrock-invocationMetrics': metrics,
        },
        count: 9,
      },
    ],
    [
      GPT_OSS,
      'priority',
      OPENAI_BODY,
      {
        first: { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
        delta: {
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: { content: 'Simulated reply: no ' }, finish_reason: null }],
        },
        last: {
          choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
          usage: { completion_tokens: 24 },
          'amazon-bedrock-invocationMetrics': metrics,
        },
        count: 7,
      },
    ],
  ])('streams the events of %s on the tier %s', async (modelId, tier, body, expected) => {
    const reply = await bedrock.client.send(
      new InvokeModelWithResponseStreamCommand({
        modelId,
        body: JSON.stringify(body),
        serviceTier: tier as 'default' | 'flex' | 'priority',
      }),
    );
    const events: { readonly [member: string]: unknown }[] = [];
    for await (const { chunk } of reply.body ?? []) {
      events.push(JSON.parse(Buffer.from(chunk?.bytes ?? []).toString()));
    }
    expect(reply.serviceTier).toBe(tier);
    expect(reply.contentType).toBe('application/json');
    expect(events).toHaveLength(expected.count);
    expect(events[0]).toMatchObject(expected.first);
    expect(events).toContainEqual(expect.objectContaining(expected.delta));
    expect(events.at(-1)).toMatchObject(expected.last);
  });
});
