import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { describe, expect, it } from 'vitest';
import { ask, askJson, decodeFrames } from './ask';
import { MESSAGES, NOVA, REPLY, startEmulator } from './start-emulator';

describe('Converse', () => {
  it('answers the official client', async () => {
    const { client } = await startEmulator();
    const reply = await client.send(
      new ConverseCommand({ modelId: NOVA, messages: MESSAGES, serviceTier: { type: 'flex' } }),
    );
    expect(reply.output?.message).toEqual({ role: 'assistant', content: [{ text: REPLY }] });
    expect(reply.stopReason).toBe('end_turn');
    expect(reply.usage).toEqual({ inputTokens: 5, outputTokens: 24, totalTokens: 29 });
    expect(reply.metrics).toEqual({ latencyMs: 0 });
    expect(reply.serviceTier).toEqual({ type: 'flex' });
    expect(reply.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reports the default tier where none was asked for', async () => {
    const { client } = await startEmulator();
    const reply = await client.send(new ConverseCommand({ modelId: NOVA, messages: MESSAGES }));
    expect(reply.serviceTier).toEqual({ type: 'default' });
  });

  it('cuts the reply at maxTokens and says so', async () => {
    const { client } = await startEmulator();
    const reply = await client.send(
      new ConverseCommand({ modelId: NOVA, messages: MESSAGES, inferenceConfig: { maxTokens: 4 } }),
    );
    expect(reply.output?.message?.content).toEqual([{ text: 'Simulated reply:' }]);
    expect(reply.stopReason).toBe('max_tokens');
    expect(reply.usage?.outputTokens).toBe(4);
  });

  it('writes a prefix before a cache point once and reads it afterwards', async () => {
    const { client } = await startEmulator();
    const command = new ConverseCommand({
      modelId: NOVA,
      system: [{ text: 'You sort pages into classes.' }, { cachePoint: { type: 'default' } }],
      messages: MESSAGES,
    });
    const first = await client.send(command);
    const second = await client.send(command);
    expect(first.usage).toEqual({
      inputTokens: 5,
      outputTokens: 24,
      totalTokens: 36,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 7,
      cacheDetails: [{ ttl: '5m', inputTokens: 7 }],
    });
    expect(second.usage).toEqual({
      inputTokens: 5,
      outputTokens: 24,
      totalTokens: 36,
      cacheReadInputTokens: 7,
      cacheWriteInputTokens: 0,
    });
  });

  it('counts an image by its bytes', async () => {
    const { client } = await startEmulator();
    const image = { format: 'png' as const, source: { bytes: new Uint8Array(5120) } };
    const reply = await client.send(
      new ConverseCommand({
        modelId: NOVA,
        messages: [{ role: 'user', content: [{ text: 'Page' }, { image }] }],
      }),
    );
    expect(reply.usage?.inputTokens).toBe(11);
  });

  it('composes the reply from the text of the system prompt and of the user', async () => {
    const { client } = await startEmulator({
      composeReply: ({ system, user }) => `system <${system}> user <${user}>`,
    });
    const reply = await client.send(
      new ConverseCommand({
        modelId: NOVA,
        system: [{ text: 'Be terse.' }, { text: 'Be exact.' }],
        messages: [
          { role: 'user', content: [{ text: 'Page 1' }] },
          { role: 'assistant', content: [{ text: 'invoice' }] },
          { role: 'user', content: [{ text: 'Page 2' }, { text: 'Page 3' }] },
        ],
      }),
    );
    expect(reply.output?.message?.content).toEqual([
      { text: 'system <Be terse.\nBe exact.> user <Page 1\nPage 2\nPage 3>' },
    ]);
  });

  it('takes no notice of members it does not know', async () => {
    const { url } = await startEmulator();
    const reply = await askJson(`${url}/model/${NOVA}/converse`, {
      messages: [{ role: 'user', content: [{ text: 'Page', colour: 'blue' }], mood: 1 }],
      weather: { sun: true },
    });
    expect(reply.status).toBe(200);
  });

  it('ignores a tier in a header', async () => {
    const { url, emulator } = await startEmulator();
    const headers = { 'x-amzn-bedrock-service-tier': 'turbo' };
    const reply = await askJson(`${url}/model/${NOVA}/converse`, { messages: MESSAGES }, headers);
    expect(reply.status).toBe(200);
    expect(emulator.journal.entries[0]?.requestedTier).toBeUndefined();
  });
});

describe('ConverseStream', () => {
  it('sends the events that the official client decodes, in Bedrock’s order', async () => {
    const { client } = await startEmulator();
    const { stream = [] } = await client.send(
      new ConverseStreamCommand({
        modelId: NOVA,
        messages: MESSAGES,
        serviceTier: { type: 'priority' },
      }),
    );
    const names: string[] = [];
    let text = '';
    let last = {};
    for await (const event of stream) {
      names.push(...Object.keys(event));
      text += event.contentBlockDelta?.delta?.text ?? '';
      last = event;
    }
    expect(names).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockDelta',
      'contentBlockDelta',
      'contentBlockDelta',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
    expect(text).toBe(REPLY);
    expect(last).toEqual({
      metadata: {
        usage: { inputTokens: 5, outputTokens: 24, totalTokens: 29 },
        metrics: { latencyMs: 0 },
        serviceTier: { type: 'priority' },
      },
    });
  });

  it('frames events as the event-stream encoding asks', async () => {
    const { url } = await startEmulator();
    const body = JSON.stringify({ messages: MESSAGES });
    const answer = await ask(`${url}/model/us.amazon.nova-2-lite-v1%3A0/converse-stream`, { body });
    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    const codec = new EventStreamCodec(
      (bytes) => Buffer.from(bytes as Uint8Array).toString(),
      (text) => Buffer.from(text),
    );
    const [first = Buffer.alloc(0)] = decodeFrames(answer.body);
    const { headers, body: payload } = codec.decode(first);
    expect(headers).toEqual({
      ':event-type': { type: 'string', value: 'messageStart' },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      role: 'assistant',
      p: 'abcdefghijklmnopqrstuvwxyzABCDE',
    });
  });
});
