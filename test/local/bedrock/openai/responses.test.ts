import { describe, expect, it } from 'vitest';
import { ASTRA, PARAMETERS, QUESTION, SAMPLE } from '../../../clients/openai/client';
import { askJson } from '../ask';
import { REPLY } from '../share-emulator';
import { SharedOpenai } from './share-openai';

const bedrock = new SharedOpenai();

const CALL = { model: ASTRA, input: QUESTION };
const TOOLS = [
  { type: 'function' as const, name: 'save_class', parameters: PARAMETERS, strict: true },
];

const create = (members: object = {}) => bedrock.openai.responses.create({ ...CALL, ...members });

describe('a response', () => {
  it('has OpenAI’s shape', async () => {
    const { output_text, ...response } = await create({ service_tier: 'ultrafast' });
    expect(output_text).toBe(REPLY);
    expect(response).toMatchObject({
      ...{ id: expect.stringMatching(/^resp_[0-9a-f]{32}$/), object: 'response' },
      ...{ status: 'completed', model: ASTRA, service_tier: 'ultrafast', error: null },
      ...{ incomplete_details: null, instructions: null, store: true, tools: [] },
      output: [
        {
          ...{ id: expect.stringMatching(/^msg_/), type: 'message', role: 'assistant' },
          ...{ status: 'completed' },
          content: [{ type: 'output_text', text: REPLY, annotations: [], logprobs: [] }],
        },
      ],
      usage: {
        ...{ input_tokens: 5, output_tokens: 24, total_tokens: 29 },
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: 0 },
      },
    });
    expect(bedrock.latest).toMatchObject({ operation: 'Responses', resolvedTier: 'ultrafast' });
  });

  it('repeats members of the request', async () => {
    const members = { instructions: 'Be terse', metadata: { page: '3' }, store: false };
    expect(await create(members)).toMatchObject(members);
  });

  it('is incomplete at the most tokens', async () => {
    expect(await create({ max_output_tokens: 16 })).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { output_tokens: 16 },
    });
  });

  it('counts reasoning and cached tokens among the others', async () => {
    const members = {
      ...{ instructions: 'Be terse', reasoning: { effort: 'medium' }, prompt_cache_key: 'pages' },
    };
    await create(members);
    expect((await create(members)).usage).toEqual({
      ...{ input_tokens: 7, output_tokens: 56, total_tokens: 63 },
      input_tokens_details: { cached_tokens: 2, cache_write_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 32 },
    });
  });

  it('is JSON of the schema', async () => {
    const format = { type: 'json_schema', name: 'page', schema: PARAMETERS };
    const { output_text } = await create({ text: { format } });
    expect(JSON.parse(output_text)).toEqual(SAMPLE);
  });

  it('calls a function, and takes its result', async () => {
    const { output } = await create({ tools: TOOLS, tool_choice: 'required' });
    expect(output).toMatchObject([
      { type: 'function_call', name: 'save_class', arguments: JSON.stringify(SAMPLE) },
    ]);
    const result = { type: 'function_call_output', call_id: 'call_1', output: 'saved' };
    const answer = await create({ tools: TOOLS, input: [...output, result] });
    expect(answer.output_text).toBe(REPLY);
  });

  it('continues a stored one, whose tokens it counts', async () => {
    const first = await create();
    const second = await create({ previous_response_id: first.id });
    expect(second.usage?.input_tokens).toBe(34);
    const third = await create({ previous_response_id: second.id, store: false });
    expect(third.usage?.input_tokens).toBe(63);
    await expect(create({ previous_response_id: third.id })).rejects.toMatchObject({
      ...{ status: 400, code: 'validation_error' },
      message: `400 Previous response with id '${third.id}' not found.`,
    });
  });
});

describe('a stream', () => {
  it('has numbered events without a line for their type', async () => {
    const answer = await askJson(`${bedrock.url}/openai/v1/responses`, { ...CALL, stream: true });
    expect(answer.headers['content-type']).toBe('text/event-stream');
    const text = answer.body.toString();
    expect(text).not.toMatch(/^event:/m);
    const events = text
      .trim()
      .split('\n\n')
      .map((event) => JSON.parse(event.slice(6)));
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      ...Array(5).fill('response.output_text.delta'),
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
    expect(events[0].response).toMatchObject({ status: 'in_progress', usage: null });
    expect(bedrock.latest).toMatchObject({ operation: 'ResponsesStream' });
  });

  it('ends with the whole response', async () => {
    const response = await bedrock.openai.responses.stream(CALL).finalResponse();
    expect(response).toMatchObject({
      output: [{ content: [{ text: REPLY }] }],
      usage: { total_tokens: 29 },
    });
  });

  it('has the arguments of a function in pieces', async () => {
    const stream = bedrock.openai.responses.stream({
      ...{ ...CALL, tools: TOOLS, tool_choice: 'required' },
    });
    expect((await stream.finalResponse()).output).toMatchObject([
      { type: 'function_call', name: 'save_class', arguments: JSON.stringify(SAMPLE) },
    ]);
  });
});
