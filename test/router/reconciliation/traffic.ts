import { HEADERS } from '../../../lambda/contract';
import type { SeededRandom } from '../../../soak/seeded-random';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const NOVA_EU = 'eu.amazon.nova-2-lite-v1:0';
export const NOVA_PRO = 'amazon.nova-pro-v1:0';
/** Never answers. */
export const SILENT = 'us.amazon.nova-premier-v1:0';
export const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
export const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const CHEAP_HAIKU = 'global.anthropic.claude-haiku-5-5';
export const LUNA = 'us.openai.gpt-5.6-luna';
export const ASTRA = 'us.openai.gpt-6-astra';
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';
export const GEMMA = 'google.gemma-3-27b-it';
export const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
export const WITHOUT_PRICE = 'amazon.nova-2-lite-omni-v1';

export const OPERATIONS = {
  work: `${NOVA}:flex,${HAIKU}`,
  urgent: `${NOVA}:priority,${NOVA},${GEMMA}:priority`,
  read: `${HAIKU},${NOVA}:flex`,
  // The first has no Responses API.
  ask: `${GPT_OSS}:flex,${LUNA}`,
} as const;

export type Manner = 'waits' | 'leaves-waiting' | 'leaves-reading';

export interface Asked {
  readonly number: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The most tokens that the body allows for the reply. */
  readonly limit: number | undefined;
  readonly manner: Manner;
}

type Draft = Pick<Asked, 'path' | 'limit'> & {
  readonly body: object;
  readonly headers?: Record<string, string>;
  readonly manner?: Manner;
};

/** A text that the emulator answers with more than the buffers on the way can hold. */
export const AT_LENGTH = 'Answer at length.';
const LONG_LIMIT = 600_000;
export const LONG_REPLY = 'word'.repeat(LONG_LIMIT);

/** Composes one request of the mix. */
export function composeRequest(number: number, key: string, random: SeededRandom): Asked {
  const question = `Question ${number}: ${'why? '.repeat(random.below(40))}`;
  const compose = random.weigh<(question: string, random: SeededRandom) => Draft>([
    [24, composeConverse],
    [16, composeConverseStream],
    [20, composeAnthropic],
    [10, composeNova],
    [10, composeOpenAi],
    [9, composeChat],
    [7, composeResponses],
    [5, composeLlama],
    [6, composeLong],
    [2, composeCount],
    [2, composeOptimized],
    [3, composeUnpriced],
    [2, leaveWaiting],
    [4, leaveReading],
  ]);
  const { body, headers, manner = 'waits', ...draft } = compose(question, random);
  const metadata = { [HEADERS.metadata]: JSON.stringify({ number: String(number) }) };
  const json = { 'content-type': 'application/json', 'x-api-key': key };
  const text = JSON.stringify(
    hasModel(body) ? { ...body, metadata: { number: String(number) } } : body,
  );
  return { number, ...draft, body: text, manner, headers: { ...json, ...metadata, ...headers } };
}

/** OpenAI's APIs have their model and their metadata in the body. */
function hasModel(body: object): boolean {
  return 'model' in body;
}

/** Limits the reply more often than not. */
function drawLimit(random: SeededRandom): number | undefined {
  return random.happens(0.8) ? 1 + random.below(60) : undefined;
}

const SYSTEM = [
  'You sort pages into classes.',
  'You find the members of a claim.',
  'You grade an extraction.',
] as const;

function composeConverseBody(question: string, random: SeededRandom, isClaude = false) {
  const limit = drawLimit(random);
  const ttl = isClaude && random.happens(0.5) ? { ttl: '1h' } : {};
  const system = random.happens(0.5)
    ? [{ text: drawSystem(random) }, { cachePoint: { type: 'default', ...ttl } }]
    : [];
  const body = {
    system,
    messages: [{ role: 'user', content: [{ text: question }] }],
    ...(limit === undefined ? {} : { inferenceConfig: { maxTokens: limit } }),
  };
  return { body, limit };
}

function drawSystem(random: SeededRandom): string {
  return `${random.pick(SYSTEM)} ${random.below(6)}`;
}

function composeConverse(question: string, random: SeededRandom): Draft {
  const name = random.pick([
    ...(['work', 'work', 'urgent', 'read'] as const),
    ...[HAIKU, GEMMA, `${NOVA}:flex`, NOVA_PRO, NOVA_EU],
  ]);
  const path = name in OPERATIONS ? `/v1/${name}` : `/model/${encodeURIComponent(name)}/converse`;
  return { path, ...composeConverseBody(question, random, name === HAIKU) };
}

function composeConverseStream(question: string, random: SeededRandom): Draft {
  const name = random.pick(['work', 'urgent', 'read', HAIKU, `${GEMMA}:flex`]);
  const path =
    name in OPERATIONS
      ? `/v1/${name}/stream`
      : `/model/${encodeURIComponent(name)}/converse-stream`;
  return { path, ...composeConverseBody(question, random, name === HAIKU) };
}

function composeInvokePath(modelId: string, random: SeededRandom): string {
  const action = random.happens(0.5) ? 'invoke' : 'invoke-with-response-stream';
  return `/model/${encodeURIComponent(modelId)}/${action}`;
}

function composeAnthropicBody(question: string, random: SeededRandom) {
  const limit = 1 + random.below(60);
  const cached = (ttl: string) => ({
    ...{ type: 'text', text: drawSystem(random) },
    cache_control: { type: 'ephemeral', ttl },
  });
  const system = random.pick<readonly object[]>([
    [],
    [cached('5m')],
    [cached('1h')],
    [cached('1h'), cached('5m')],
    [cached('1h'), cached('5m')],
  ]);
  const messages = [{ role: 'user', content: question }];
  const body = { anthropic_version: 'bedrock-2023-05-31', max_tokens: limit, system, messages };
  return { body, limit };
}

function composeAnthropic(question: string, random: SeededRandom): Draft {
  const model = random.pick([HAIKU, SONNET, CHEAP_HAIKU]);
  return { path: composeInvokePath(model, random), ...composeAnthropicBody(question, random) };
}

function composeNova(question: string, random: SeededRandom): Draft {
  const { body, limit } = composeConverseBody(question, random);
  const model = random.pick([NOVA, `${NOVA}:flex`, `${NOVA}:priority`, NOVA_PRO, NOVA_EU]);
  return {
    path: composeInvokePath(model, random),
    body: { schemaVersion: 'messages-v1', ...body },
    limit,
  };
}

function composeOpenAi(question: string, random: SeededRandom): Draft {
  const limit = drawLimit(random);
  const model = random.pick([LUNA, LUNA, GEMMA, `${GEMMA}:flex`, `${GEMMA}:priority`]);
  const isCached = model === LUNA && random.happens(0.9);
  const body = {
    messages: [
      { role: 'system', content: random.pick(SYSTEM) },
      { role: 'user', content: question },
    ],
    ...(isCached && { prompt_cache_key: 'pages' }),
    ...(limit !== undefined && { max_completion_tokens: limit }),
  };
  return { path: composeInvokePath(model, random), body, limit };
}

function drawModel(random: SeededRandom, others: readonly string[]): string {
  return random.pick(['ask', LUNA, LUNA, ASTRA, `${ASTRA}:ultrafast`, ...others]);
}

function composeChat(question: string, random: SeededRandom): Draft {
  const limit = drawLimit(random);
  const model = drawModel(random, [`${GPT_OSS}:flex`, `${GPT_OSS}:priority`, GEMMA]);
  const stream = random.happens(0.5);
  const body = {
    model,
    messages: [
      { role: 'system', content: random.pick(SYSTEM) },
      { role: 'user', content: question },
    ],
    ...(random.happens(0.4) && { reasoning_effort: random.pick(['low', 'high']) }),
    ...(model.startsWith('us.openai') && random.happens(0.7) && { prompt_cache_key: 'pages' }),
    ...(limit !== undefined && { max_completion_tokens: limit }),
    ...(stream && { stream, stream_options: { include_usage: random.happens(0.8) } }),
  };
  return { path: '/openai/v1/chat/completions', body, limit };
}

/** A limit below 16 is refused. */
function composeResponses(question: string, random: SeededRandom): Draft {
  const drawn = drawLimit(random);
  const limit = drawn && 16 + drawn;
  const body = {
    model: drawModel(random, []),
    instructions: random.pick(SYSTEM),
    input: question,
    ...(random.happens(0.4) && { reasoning: { effort: random.pick(['low', 'high']) } }),
    ...(random.happens(0.7) && { prompt_cache_key: 'pages' }),
    ...(limit !== undefined && { max_output_tokens: limit }),
    ...(random.happens(0.5) && { stream: true }),
  };
  return { path: '/openai/v1/responses', body, limit };
}

function composeLlama(question: string, random: SeededRandom): Draft {
  const limit = 1 + random.below(60);
  return {
    path: composeInvokePath(LLAMA, random),
    body: { prompt: question, max_gen_len: limit },
    limit,
  };
}

/** Prompts below and above the band of a model. */
function composeLong(question: string, random: SeededRandom): Draft {
  const [model, tokens] = random.pick<readonly [string, number]>([
    [CHEAP_HAIKU, 100_000],
    [SONNET, 200_000],
    [LUNA, 272_000],
  ]);
  const text = question + 'word'.repeat(tokens - 20 + random.below(120));
  if (model === LUNA && random.happens(0.5)) {
    const { limit, body, path } = composeResponses('', random);
    return { path, body: { ...body, model, input: text }, limit };
  }
  const { body, limit } = composeConverseBody(text, random, model !== LUNA);
  return { path: `/model/${encodeURIComponent(model)}/converse`, body, limit };
}

function composeCount(question: string): Draft {
  const messages = [{ role: 'user', content: [{ text: question }] }];
  const path = `/model/${encodeURIComponent(HAIKU.replace('us.', ''))}/count-tokens`;
  return { path, body: { input: { converse: { messages } } }, limit: undefined };
}

function composeOptimized(question: string, random: SeededRandom): Draft {
  const { body, limit } = composeConverseBody(question, random);
  const path = `/model/${encodeURIComponent(NOVA_PRO)}/converse`;
  return { path, body: { ...body, performanceConfig: { latency: 'optimized' } }, limit };
}

function composeUnpriced(question: string, random: SeededRandom): Draft {
  const path = `/model/${encodeURIComponent(WITHOUT_PRICE)}/converse`;
  return { path, ...composeConverseBody(question, random) };
}

function leaveWaiting(question: string, random: SeededRandom): Draft {
  const path = `/model/${encodeURIComponent(SILENT)}/converse`;
  return { path, ...composeConverseBody(question, random), manner: 'leaves-waiting' };
}

function leaveReading(question: string, random: SeededRandom): Draft {
  const text = `${question} ${AT_LENGTH}`;
  const draft = random.pick([leaveConverse, leaveAnthropic, leaveChat])(text, random);
  return { ...draft, limit: LONG_LIMIT, manner: 'leaves-reading' };
}

type Left = Pick<Draft, 'path' | 'body'>;

function leaveConverse(text: string, random: SeededRandom): Left {
  const { body } = composeConverseBody(text, random);
  const inferenceConfig = { maxTokens: LONG_LIMIT };
  const path = `/model/${encodeURIComponent(HAIKU)}/converse-stream`;
  return { path, body: { ...body, inferenceConfig } };
}

function leaveAnthropic(text: string, random: SeededRandom): Left {
  const { body } = composeAnthropicBody(text, random);
  const path = `/model/${encodeURIComponent(HAIKU)}/invoke-with-response-stream`;
  return { path, body: { ...body, max_tokens: LONG_LIMIT } };
}

function leaveChat(text: string): Left {
  const messages = [{ role: 'user', content: text }];
  const options = { stream_options: { include_usage: true } };
  const body = {
    model: LUNA,
    messages,
    max_completion_tokens: LONG_LIMIT,
    stream: true,
    ...options,
  };
  return { path: '/openai/v1/chat/completions', body };
}
