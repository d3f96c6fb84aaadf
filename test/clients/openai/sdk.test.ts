import OpenAI, {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  BadRequestError,
  type ClientOptions,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { describe, expect, it, vi } from 'vitest';
import { REPLY } from '../bedrock-client';
import { runRouter } from '../run-router';
import { ASTRA, createOpenai, GPT_OSS, MESSAGES, PARAMETERS, QUESTION, SAMPLE } from './client';

const router = runRouter({
  settings: {
    operations: { extraction: `${GPT_OSS}:flex`, review: `${ASTRA}:ultrafast`, counted: GPT_OSS },
  },
  operationSettings: { counted: { streamUsage: true } },
});

/** The base URLs that users may have. The last one names the operation, so that IAM can bound a role to it. */
const BASE_PATHS = ['/openai/v1', '/v1', '/v1/extraction/openai/v1'] as const;
const [BASE_PATH] = BASE_PATHS;

/** A client that keeps the bodies that it sends. */
function createRecorder(path: string = BASE_PATH, options: Partial<ClientOptions> = {}) {
  const bodies: string[] = [];
  const openai = createOpenai(router.url + path, {
    ...options,
    fetch: (url, init) => {
      bodies.push(String(init?.body));
      return fetch(url, init);
    },
  });
  return { openai, bodies };
}

const createClient = (options: Partial<ClientOptions> = {}) =>
  createOpenai(router.url + BASE_PATH, options);

const TOOL = { name: 'save_class', parameters: PARAMETERS };
const CHAT_TOOL = { type: 'function' as const, function: TOOL };
const SCHEMA = { type: 'json_schema' as const, name: 'page', schema: PARAMETERS };

type Calls = Readonly<Record<string, (openai: OpenAI, model: string) => Promise<unknown>>>;

/** Each call resolves with what its user reads. */
const CHAT_CALLS: Calls = {
  'a completion': async ({ chat }, model) => {
    const { choices } = await chat.completions.create({ model, messages: MESSAGES });
    return choices[0]?.message.content;
  },
  'a stream': async ({ chat }, model) => {
    const stream = await chat.completions.create({ model, messages: MESSAGES, stream: true });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    return text;
  },
  'a stream that the client collects': async ({ chat }, model) => {
    const options = { stream_options: { include_usage: true } };
    const stream = chat.completions.stream({ model, messages: MESSAGES, ...options });
    expect(await stream.totalUsage()).toMatchObject({ total_tokens: 41 });
    return stream.finalContent();
  },
};

const RESPONSE_CALLS: Calls = {
  'a response': async ({ responses }, model) => {
    return (await responses.create({ model, input: QUESTION })).output_text;
  },
  'a stream': async ({ responses }, model) => {
    let text = '';
    for await (const event of await responses.create({ model, input: QUESTION, stream: true })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    return text;
  },
  'a stream that the client collects': async ({ responses }, model) => {
    const stream = responses.stream({ model, input: QUESTION });
    const { output, usage } = await stream.finalResponse();
    expect(usage?.total_tokens).toBe(41);
    const [message] = output;
    return message?.type === 'message' && message.content[0]?.type === 'output_text'
      ? message.content[0].text
      : undefined;
  },
};

describe.each(BASE_PATHS)('by the base URL %s', (path) => {
  it.each(Object.entries(CHAT_CALLS))('Chat Completions answer %s', async (_, call) => {
    const { openai, bodies } = createRecorder(path);
    expect(await call(openai, 'extraction')).toBe(REPLY);
    expect(router.arrival).toMatchObject({ path: '/openai/v1/chat/completions', status: 200 });
    expect(router.arrival.body.toString()).toBe(writeCandidate(bodies[0], GPT_OSS, 'flex'));
  });

  it('lists models', async () => {
    const ids: string[] = [];
    for await (const { id } of createOpenai(router.url + path).models.list()) ids.push(id);
    expect(ids).toContain('extraction');
  });
});

describe.each(['/openai/v1', '/v1', '/v1/review/openai/v1'])('by the base URL %s', (path) => {
  it.each(Object.entries(RESPONSE_CALLS))('the Responses API answers %s', async (_, call) => {
    const { openai, bodies } = createRecorder(path);
    expect(await call(openai, 'review')).toBe(REPLY);
    expect(router.arrival).toMatchObject({ path: '/openai/v1/responses', status: 200 });
    expect(router.arrival.body.toString()).toBe(writeCandidate(bodies[0], ASTRA, 'ultrafast'));
  });
});

/** The body that arrives when a caller names an operation and no tier: nothing else differs. */
function writeCandidate(sent = '', model: string, tier: string): string {
  const named = sent.replace(/"model":"[a-z]+"/, `"model":"${model}"`);
  return named.replace('{', `{"service_tier":"${tier}",`);
}

it('a stream is asked for its usage by a setting, and ends with one more chunk', async () => {
  const chunks: unknown[] = [];
  const call = { model: 'counted', messages: MESSAGES, stream: true } as const;
  for await (const chunk of await createClient().chat.completions.create(call)) chunks.push(chunk);
  expect(JSON.parse(router.arrival.body.toString())).toEqual({
    ...{ ...call, model: GPT_OSS },
    stream_options: { include_usage: true },
  });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 41 } });
  expect(await router.log.receiptOf('counted')).toMatchObject({
    usage: { inputTokens: 5, outputTokens: 36 },
    estimated_cost_usd: expect.any(Number),
  });
});

describe('model and tier', () => {
  it.each([
    [`${GPT_OSS}:priority`, undefined, GPT_OSS, 'priority'],
    [`${GPT_OSS}:priority`, 'flex', GPT_OSS, 'flex'],
    ['extraction', 'auto', GPT_OSS, 'flex'],
    ['extraction', 'default', GPT_OSS, undefined],
    [GPT_OSS, 'default', GPT_OSS, undefined],
    [ASTRA, 'ultrafast', ASTRA, 'ultrafast'],
  ] as const)('%s with service_tier %s are sent as %s and %s', async (model, tier, sent, asked) => {
    const completion = await createClient().chat.completions.create({
      ...{ model, messages: MESSAGES },
      // The client's types do not know `ultrafast` yet.
      ...(tier !== undefined && { service_tier: tier as 'flex' }),
    });
    expect(JSON.parse(router.arrival.body.toString())).toEqual({
      ...{ model: sent, messages: MESSAGES },
      ...(asked !== undefined && { service_tier: asked }),
    });
    expect(completion).toMatchObject({ model: sent, service_tier: asked ?? 'default' });
  });
});

describe('tools and structured output', () => {
  it('call a function and take its result', async () => {
    const { chat } = createClient();
    const first = await chat.completions.create({
      ...{ model: 'extraction', tools: [CHAT_TOOL], messages: MESSAGES },
      tool_choice: 'required',
    });
    const message = first.choices[0]?.message;
    const [call] = message?.tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: 'save_class' } });
    expect(JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toEqual(SAMPLE);
    const result = { role: 'tool' as const, tool_call_id: call?.id ?? '', content: 'saved' };
    const second = await chat.completions.create({
      ...{ model: 'extraction', tools: [CHAT_TOOL] },
      messages: [...MESSAGES, ...(message ? [message] : []), result],
    });
    expect(second.choices[0]?.message.content).toBe(REPLY);
  });

  it('run a function for the client', async () => {
    const saved: unknown[] = [];
    const save = { ...TOOL, function: (page: object) => void saved.push(page), parse: JSON.parse };
    const runner = createClient().chat.completions.runTools({
      ...{ model: 'extraction', messages: [{ role: 'user', content: 'Call save_class.' }] },
      tools: [{ type: 'function', function: { ...save, description: 'Saves the class.' } }],
    });
    expect(await runner.finalContent()).toBe(REPLY);
    expect(saved).toEqual([SAMPLE]);
  });

  it('parse JSON of a schema', async () => {
    const { chat, responses } = createClient();
    const json_schema = { name: 'page', schema: PARAMETERS, strict: true };
    const completion = await chat.completions.parse({
      ...{ model: 'extraction', messages: MESSAGES },
      response_format: { type: 'json_schema', json_schema },
    });
    expect(completion.choices[0]?.message.content).toBe(JSON.stringify(SAMPLE));
    const response = await responses.parse({
      ...{ model: 'review', input: QUESTION, text: { format: SCHEMA } },
    });
    expect(response.output_text).toBe(JSON.stringify(SAMPLE));
  });

  it('continue a stored response', async () => {
    const { responses } = createClient();
    const { id } = await responses.create({ model: 'review', input: QUESTION });
    const next = await responses.create({
      ...{ model: 'review', input: QUESTION, previous_response_id: id },
    });
    expect(next.usage?.input_tokens).toBe(46);
  });
});

describe('errors', () => {
  const ask = (model = GPT_OSS, options: Partial<ClientOptions> = {}) =>
    createClient(options).chat.completions.create({ model, messages: MESSAGES });

  it.each([
    ['throttle', RateLimitError, 429, 'rate_limit_exceeded'],
    ['unavailable', InternalServerError, 503, 'service_unavailable'],
    ['access-denied', PermissionDeniedError, 403, 'access_denied'],
    ['invalid', BadRequestError, 400, 'validation_error'],
    ['model-error', APIError, 424, 'model_error'],
  ] as const)('of Bedrock keep their meaning: %s', async (kind, errorClass, status, code) => {
    router.bedrock.failures.add({ kind, rate: 1 });
    const call = ask();
    await expect(call).rejects.toBeInstanceOf(errorClass);
    const { error } = JSON.parse(router.arrival.replyBody?.toString() ?? '');
    await expect(call).rejects.toMatchObject({ status, code, error });
  });

  it.each([
    ['turbo-9', NotFoundError, 404, 'unknown-operation', 'not_found_error'],
    [`${GPT_OSS}:turbo`, BadRequestError, 400, 'invalid-model-id', 'invalid_request_error'],
  ] as const)('of the router have a meaning, too: %s', async (model, errorClass, ...facts) => {
    const [status, code, type] = facts;
    const call = ask(model);
    await expect(call).rejects.toBeInstanceOf(errorClass);
    await expect(call).rejects.toMatchObject({ status, code, type, param: 'model' });
    expect(router.arrivals).toEqual([]);
  });

  it('name a path that the router does not serve', async () => {
    const call = createClient().embeddings.create({ model: GPT_OSS, input: QUESTION });
    await expect(call).rejects.toBeInstanceOf(NotFoundError);
    await expect(call).rejects.toHaveProperty('code', 'unknown-path');
  });

  it.each([
    ['chat', 'extraction', /Too many tokens/],
    ['responses', 'review', /Too many tokens/],
  ] as const)('inside a stream of %s reach its reader', async (api, model, words) => {
    router.bedrock.failures.add({ kind: 'stream-error', message: 'Too many tokens.' });
    const { chat, responses } = createClient();
    if (api === 'chat') {
      const stream = chat.completions.stream({ model, messages: MESSAGES });
      await expect(stream.finalContent()).rejects.toThrow(words);
      return;
    }
    const events: unknown[] = [];
    for await (const event of await responses.create({ model, input: QUESTION, stream: true })) {
      events.push(event);
    }
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { error: { message: expect.stringMatching(words) } },
    });
  });

  it.each([
    ['mid-reply', false],
    ['between-frames', true],
  ] as const)('break a stream that breaks off %s', async (at, cleanly) => {
    router.bedrock.failures.add({ kind: 'cut', at, cleanly });
    const stream = createClient().chat.completions.stream({
      ...{ model: 'extraction', messages: MESSAGES },
    });
    await expect(stream.finalContent()).rejects.toThrow();
  });
});

describe('retries of the client', () => {
  it('are not asked for where they cannot help', async () => {
    const { openai, bodies } = createRecorder(BASE_PATH, { maxRetries: 2 });
    const call = openai.chat.completions.create({
      ...{ model: 'no-such', messages: MESSAGES },
    });
    await expect(call).rejects.toBeInstanceOf(APIError);
    expect(bodies).toHaveLength(1);
  });

  it('follow a failure of Bedrock, which the router asks once more itself', async () => {
    router.bedrock.failures.add({ kind: 'internal', times: 2 });
    const { openai, bodies } = createRecorder(BASE_PATH, { maxRetries: 1 });
    const { choices } = await openai.chat.completions.create({
      model: GPT_OSS,
      messages: MESSAGES,
    });
    expect(choices[0]?.message.content).toBe(REPLY);
    expect([bodies.length, router.arrivals.length]).toEqual([2, 3]);
  });

  it('wait some seconds for a quota', async () => {
    router.bedrock.failures.add({ kind: 'throttle', rate: 1 });
    const call = createClient().chat.completions.create({ model: GPT_OSS, messages: MESSAGES });
    const error: unknown = await call.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(RateLimitError);
    const { headers } = error as RateLimitError;
    expect([headers?.get('retry-after'), headers?.get('x-should-retry')]).toEqual(['5', null]);
  });
});

describe('a client that leaves', () => {
  it('aborts the call of Bedrock', async () => {
    router.bedrock.lengthenNextStream(50_000_000);
    const stream = await createClient().chat.completions.create({
      ...{ model: 'extraction', messages: MESSAGES, stream: true },
    });
    for await (const _ of stream) break;
    await vi.waitFor(() => expect(router.arrival.aborted).toBe(true));
  });

  it('gets its own error', async () => {
    router.bedrock.failures.add({ kind: 'hang' });
    const controller = new AbortController();
    const call = createClient().chat.completions.create(
      { model: GPT_OSS, messages: MESSAGES },
      { signal: controller.signal },
    );
    await vi.waitFor(() => expect(router.arrivals).toHaveLength(1));
    controller.abort();
    await expect(call).rejects.toBeInstanceOf(APIUserAbortError);
    await vi.waitFor(() => expect(router.arrival.aborted).toBe(true));
  });

  it('gets a connection error if Bedrock never answered it', async () => {
    const openai = createOpenai('http://127.0.0.1:9/openai/v1');
    await expect(openai.models.list()).rejects.toBeInstanceOf(APIConnectionError);
  });
});
