import type { ServerResponse } from 'node:http';
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { APICallError, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { frameEvent } from '../../local/bedrock/wire/event-stream-frame';
import { NOVA, REPLY } from './bedrock-client';
import { runRouter } from './run-router';
import { runScriptedBedrock } from './scripted-bedrock';

const lookUpClaim = tool({
  description: 'Looks up a claim by its number',
  inputSchema: jsonSchema<{ number: string }>({
    type: 'object',
    properties: { number: { type: 'string' } },
    required: ['number'],
  }),
  execute: ({ number }) => ({ number, status: 'open' }),
});
const TOOLS = { lookUpClaim };
const PROMPT = 'Classify this page.';

/** A model as users have it, with the router's URL and a key of the caller. */
function openModel({ url }: { readonly url: string }) {
  return createAmazonBedrock({ baseURL: url, apiKey: 'caller', region: 'eu-west-1' })('extraction');
}

describe('the AI SDK against the emulator', () => {
  const router = runRouter();

  it('generates text with the tier of an operation', async () => {
    const { text, usage, providerMetadata } = await generateText({
      model: openModel(router),
      tools: TOOLS,
      prompt: PROMPT,
    });
    expect(text).toBe(REPLY);
    expect(usage.outputTokens).toBe(36);
    expect(providerMetadata?.['bedrock']?.['serviceTier']).toEqual({ type: 'flex' });
    expect(router.arrival).toMatchObject({
      path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
      requestedTier: 'flex',
    });
    expect(router.arrival.headers['authorization']).not.toContain('caller');
  });

  it('streams text, signing for Bedrock', async () => {
    const bedrock = createAmazonBedrock({
      baseURL: router.url,
      accessKeyId: 'AKIDCALLER',
      secretAccessKey: 'secret',
      region: 'eu-west-1',
    });
    const { textStream, usage } = streamText({
      model: bedrock(`${NOVA}:priority`),
      tools: TOOLS,
      prompt: PROMPT,
    });
    const pieces: string[] = [];
    for await (const piece of textStream) pieces.push(piece);
    expect(pieces.join('')).toBe(REPLY);
    expect(pieces.length).toBeGreaterThan(1);
    expect((await usage).outputTokens).toBe(36);
    expect(router.arrival).toMatchObject({
      path: '/model/us.amazon.nova-2-lite-v1%3A0/converse-stream',
      requestedTier: 'priority',
    });
    expect(router.arrival.headers['authorization']).not.toContain('AKIDCALLER');
  });

  it('asks for a tier of its own', async () => {
    await generateText({
      model: openModel(router),
      prompt: PROMPT,
      providerOptions: { bedrock: { serviceTier: 'priority' } },
    });
    expect(router.arrival.requestedTier).toBe('priority');
  });

  it('sees a throttle as an error that may be tried again', async () => {
    router.bedrock.failures.add({ kind: 'throttle' });
    const call = generateText({ model: openModel(router), prompt: PROMPT, maxRetries: 0 });
    const error = await call.catch((reason: unknown) => reason);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ statusCode: 429, isRetryable: true });
  });
});

const USAGE = { inputTokens: 5, outputTokens: 2, totalTokens: 7 };
const CALL = { toolUseId: 'tooluse_1', name: 'lookUpClaim', input: { number: 'C-7' } };

describe('an agent that uses a tool', () => {
  const bedrock = runScriptedBedrock();
  const router = runRouter({ chooseEndpoints: bedrock.chooseEndpoints });

  it('goes round its loop', async () => {
    const bodies: unknown[] = [];
    const replies = [
      converseReply([{ toolUse: CALL }], 'tool_use'),
      converseReply([{ text: 'It is open.' }], 'end_turn'),
    ];
    bedrock.script(
      ...replies.map((reply) => (response: ServerResponse, body: Buffer) => {
        bodies.push(JSON.parse(body.toString('utf8')));
        response.end(JSON.stringify(reply));
      }),
    );
    const { text, steps } = await generateText({
      model: openModel(router),
      tools: TOOLS,
      prompt: 'How is claim C-7?',
      stopWhen: stepCountIs(3),
    });
    expect(text).toBe('It is open.');
    expect(steps).toHaveLength(2);
    expect(bodies[0]).toMatchObject({
      serviceTier: { type: 'flex' },
      toolConfig: { tools: [{ toolSpec: { name: 'lookUpClaim' } }] },
    });
    expect(bodies[1]).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [{ toolUse: CALL }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_1' } }] },
      ],
    });
  });

  it('sees the tool call as it streams', async () => {
    bedrock.script((response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      for (const [type, payload] of TOOL_EVENTS) response.write(frameEvent({ type, payload }, 0));
      response.end();
    });
    const { toolCalls } = streamText({
      model: openModel(router),
      tools: TOOLS,
      prompt: 'How is claim C-7?',
    });
    expect(await toolCalls).toMatchObject([
      { toolCallId: 'tooluse_1', toolName: 'lookUpClaim', input: { number: 'C-7' } },
    ]);
  });
});

const TOOL_EVENTS = [
  ['messageStart', { role: 'assistant' }],
  [
    'contentBlockStart',
    { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'tooluse_1', name: 'lookUpClaim' } } },
  ],
  ['contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"number":' } } }],
  ['contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '"C-7"}' } } }],
  ['contentBlockStop', { contentBlockIndex: 0 }],
  ['messageStop', { stopReason: 'tool_use' }],
  ['metadata', { usage: USAGE, metrics: { latencyMs: 1 } }],
] as const;

function converseReply(content: readonly object[], stopReason: string): object {
  const message = { role: 'assistant', content };
  return { output: { message }, stopReason, usage: USAGE, metrics: { latencyMs: 1 } };
}
