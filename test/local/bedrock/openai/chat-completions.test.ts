import { describe, expect, it } from 'vitest';
import { ASTRA, GPT_OSS, MESSAGES, PARAMETERS, SAMPLE } from '../../../clients/openai/client';
import { askJson } from '../ask';
import { REPLY } from '../share-emulator';
import { SharedOpenai } from './share-openai';

const bedrock = new SharedOpenai();

const CALL = { model: GPT_OSS, messages: MESSAGES };
const TOOLS = [
  { type: 'function' as const, function: { name: 'save_class', parameters: PARAMETERS } },
];

const create = (members: object = {}) =>
  bedrock.openai.chat.completions.create({ ...CALL, ...members });

const stream = (members: object = {}) =>
  bedrock.openai.chat.completions.create({ ...CALL, ...members, stream: true });

describe('a completion', () => {
  it('has OpenAI’s shape', async () => {
    expect(await create()).toEqual({
      ...{ id: expect.stringMatching(/^chatcmpl-/), object: 'chat.completion' },
      ...{ created: 1_767_225_600, model: GPT_OSS, service_tier: 'default' },
      choices: [
        {
          ...{ index: 0, logprobs: null, finish_reason: 'stop' },
          message: { role: 'assistant', content: REPLY, refusal: null },
        },
      ],
      usage: {
        ...{ prompt_tokens: 5, completion_tokens: 24, total_tokens: 29 },
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
    expect(bedrock.latest).toMatchObject({
      ...{ operation: 'ChatCompletions', modelId: GPT_OSS, resolvedTier: 'default', status: 200 },
      body: Buffer.from(JSON.stringify(CALL)),
      usage: { inputTokens: 5, outputTokens: 24, totalTokens: 29 },
    });
  });

  it('says which tier served it', async () => {
    expect(await create({ service_tier: 'flex' })).toMatchObject({ service_tier: 'flex' });
    bedrock.emulator.failures.add({ kind: 'downgrade' });
    expect(await create({ service_tier: 'priority' })).toMatchObject({ service_tier: 'default' });
    expect(bedrock.latest).toMatchObject({ requestedTier: 'priority', resolvedTier: 'default' });
  });

  it('is cut at the most tokens', async () => {
    const { choices, usage } = await create({ max_completion_tokens: 2 });
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Simulate' } });
    expect(usage?.completion_tokens).toBe(2);
  });

  it('counts reasoning and cached tokens among the others', async () => {
    const members = {
      ...{ model: ASTRA, reasoning_effort: 'low', prompt_cache_key: 'pages' },
      messages: [{ role: 'developer', content: 'Be terse' }, ...MESSAGES],
    };
    await create(members);
    expect((await create(members)).usage).toEqual({
      ...{ prompt_tokens: 7, completion_tokens: 40, total_tokens: 47 },
      prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 16 },
    });
  });

  it('has no more tokens than the limit, reasoning included', async () => {
    const limits = { model: ASTRA, reasoning_effort: 'high', max_completion_tokens: 10 };
    const { choices, usage } = await create(limits);
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '' } });
    expect(usage).toMatchObject({
      completion_tokens: 10,
      completion_tokens_details: { reasoning_tokens: 10 },
    });
  });

  it('is JSON of the schema', async () => {
    const { choices } = await create({
      response_format: { type: 'json_schema', json_schema: { name: 'page', schema: PARAMETERS } },
    });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual(SAMPLE);
  });
});

describe('a function', () => {
  it.each([
    ['required', 'required', MESSAGES],
    ['chosen', { type: 'function', function: { name: 'save_class' } }, MESSAGES],
    ['named by the user', 'auto', [{ role: 'user', content: 'Call save_class.' }]],
  ])('is called if it is %s', async (_, tool_choice, messages) => {
    const { choices } = await create({ tools: TOOLS, tool_choice, messages });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [
          {
            ...{ id: expect.stringMatching(/^call_/), type: 'function' },
            function: { name: 'save_class', arguments: JSON.stringify(SAMPLE) },
          },
        ],
      },
    });
  });

  it('is not called again after its result', async () => {
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'save_class', arguments: '{}' },
    };
    const messages = [
      { role: 'user', content: 'Call save_class.' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'saved' },
    ];
    const { choices } = await create({ tools: TOOLS, messages });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: REPLY } });
  });
});

describe('a stream', () => {
  it('has the reply in chunks and ends with [DONE]', async () => {
    const body = { ...CALL, stream: true, stream_options: { include_usage: true } };
    const answer = await askJson(`${bedrock.url}/openai/v1/chat/completions`, body);
    expect(answer.headers['content-type']).toBe('text/event-stream');
    const events = answer.body.toString().split('\n\n');
    expect(events.slice(-2)).toEqual(['data: [DONE]', '']);
    const chunks = events.slice(0, -2).map((event) => JSON.parse(event.replace(/^data: /, '')));
    expect(chunks.map(({ usage }) => usage?.total_tokens)).toEqual([...Array(7), 29]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], service_tier: 'default' });
    expect(chunks.at(-2).choices).toEqual([
      { index: 0, delta: {}, logprobs: null, finish_reason: 'stop' },
    ]);
    expect(bedrock.latest).toMatchObject({ operation: 'ChatCompletionsStream' });
  });

  it('has no usage unless the request asks for it', async () => {
    let text = '';
    for await (const { choices, usage } of await stream()) {
      text += choices[0]?.delta.content ?? '';
      expect(usage).toBeUndefined();
    }
    expect(text).toBe(REPLY);
  });

  it('has the arguments of a function in pieces', async () => {
    const runner = bedrock.openai.chat.completions.stream({
      ...{ ...CALL, tools: TOOLS, tool_choice: 'required' },
    });
    const { choices } = await runner.finalChatCompletion();
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'save_class', arguments: JSON.stringify(SAMPLE) },
    });
  });
});
