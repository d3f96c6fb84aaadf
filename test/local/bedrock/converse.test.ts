import {
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { describe, expect, it } from 'vitest';
import { ask, askJson, decodeFrames } from './ask';
import { MESSAGES, NOVA, REPLY, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();
const PROVISIONED = 'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123def456';

function converse(input: Partial<ConverseCommandInput> = {}) {
  return bedrock.client.send(new ConverseCommand({ modelId: NOVA, messages: MESSAGES, ...input }));
}

describe('Converse', () => {
  it('replies to the official client on the requested tier', async () => {
    const reply = await converse({ serviceTier: { type: 'flex' } });
    expect(reply.output?.message).toEqual({ role: 'assistant', content: [{ text: REPLY }] });
    expect(reply.stopReason).toBe('end_turn');
    expect(reply.usage).toEqual({ inputTokens: 5, outputTokens: 24, totalTokens: 29 });
    expect(reply.metrics).toEqual({ latencyMs: 0 });
    expect(reply.serviceTier).toEqual({ type: 'flex' });
    expect(reply.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({
      modelId: NOVA,
      requestedTier: 'flex',
      resolvedTier: 'flex',
    });
  });

  it('repeats the latency mode of the request', async () => {
    const performanceConfig = { latency: 'optimized' as const };
    expect(await converse({ performanceConfig })).toMatchObject({ performanceConfig });
    expect(await converse()).not.toHaveProperty('performanceConfig');
  });

  it('reports the default tier if none was requested', async () => {
    expect((await converse()).serviceTier).toEqual({ type: 'default' });
  });

  it('refuses a tier that the model does not support', async () => {
    const call = converse({ modelId: PROVISIONED, serviceTier: { type: 'flex' } });
    await expect(call).rejects.toBeInstanceOf(ValidationException);
    await expect(call).rejects.toMatchObject({
      message: 'The provided service tier is not supported for this model',
      $metadata: { httpStatusCode: 400 },
    });
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({
      requestedTier: 'flex',
      status: 400,
      exception: 'ValidationException',
    });
  });

  it('serves all tiers of unlisted models with servesUnlistedTiers', async () => {
    bedrock.restart({ servesUnlistedTiers: true });
    const reply = await converse({ modelId: PROVISIONED, serviceTier: { type: 'flex' } });
    expect(reply.serviceTier).toEqual({ type: 'flex' });
  });

  it('cuts the reply at maxTokens, and reports it as the stop reason', async () => {
    const reply = await converse({ inferenceConfig: { maxTokens: 4 } });
    expect(reply.output?.message?.content).toEqual([{ text: 'Simulated reply:' }]);
    expect(reply.stopReason).toBe('max_tokens');
    expect(reply.usage?.outputTokens).toBe(4);
  });

  it('writes a prefix before a cache point once and reads it afterwards', async () => {
    const system = [
      { text: 'You sort pages into classes.' },
      { cachePoint: { type: 'default' as const } },
    ];
    const tokens = { inputTokens: 5, outputTokens: 24, totalTokens: 36 };
    expect((await converse({ system })).usage).toEqual({
      ...tokens,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 7,
      cacheDetails: [{ ttl: '5m', inputTokens: 7 }],
    });
    expect((await converse({ system })).usage).toEqual({
      ...tokens,
      cacheReadInputTokens: 7,
      cacheWriteInputTokens: 0,
    });
  });

  it('counts an image by its bytes', async () => {
    const image = { format: 'png' as const, source: { bytes: new Uint8Array(5120) } };
    const reply = await converse({
      messages: [{ role: 'user', content: [{ text: 'Page' }, { image }] }],
    });
    expect(reply.usage?.inputTokens).toBe(11);
  });

  it('composes the reply from the text of the system prompt and of the user', async () => {
    bedrock.restart({ composeReply: ({ system, user }) => `system <${system}> user <${user}>` });
    const reply = await converse({
      system: [{ text: 'Be terse.' }, { text: 'Be exact.' }],
      messages: [
        { role: 'user', content: [{ text: 'Page 1' }] },
        { role: 'assistant', content: [{ text: 'invoice' }] },
        { role: 'user', content: [{ text: 'Page 2' }, { text: 'Page 3' }] },
      ],
    });
    expect(reply.output?.message?.content).toEqual([
      { text: 'system <Be terse.\nBe exact.> user <Page 1\nPage 2\nPage 3>' },
    ]);
  });

  it('ignores a tier in a header', async () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'turbo' };
    const body = { messages: MESSAGES };
    const reply = await askJson(`${bedrock.url}/model/${NOVA}/converse`, body, headers);
    expect(reply.status).toBe(200);
    expect(bedrock.emulator.journal.entries[0]?.requestedTier).toBeUndefined();
  });
});

describe('ConverseStream', () => {
  it('sends the events that the official client decodes, in Bedrock’s order', async () => {
    const { stream = [] } = await bedrock.client.send(
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
      ...Array.from({ length: 5 }, () => 'contentBlockDelta'),
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

  it('frames events in the event-stream encoding', async () => {
    const body = JSON.stringify({ messages: MESSAGES });
    const path = '/model/us.amazon.nova-2-lite-v1%3A0/converse-stream';
    const answer = await ask(bedrock.url + path, { body });
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
