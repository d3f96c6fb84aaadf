import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { malformedInput } from '../error';
import { type Completion, type Dialect, joinReply, type StreamEvent } from '../wire/completion';
import { chunk, withInvocationMetrics } from '../wire/invocation-metrics';
import { joinText, type Prompt, type PromptPart, structurePart } from '../wire/prompt';
import { readVendorMaxTokens, readVendorMessages, readVendorObjects } from '../wire/vendor-members';

/** The format of OpenAI chat completions in InvokeModel, which the open-weight models on Bedrock accept. */
export const openaiDialect: Dialect = {
  readPrompt,
  writeReply(completion) {
    const message = { role: 'assistant', content: joinReply(completion) };
    return {
      ...writeEnvelope(completion, 'chat.completion'),
      choices: [{ index: 0, message, finish_reason: finishReason(completion) }],
      usage: writeUsage(completion),
    };
  },
  writeStream: generateEvents,
};

/** A fixed time, so that replies stay the same: 2026-01-01T00:00:00Z in seconds. */
const CREATED = 1_767_225_600;

const SYSTEM_ROLES: readonly unknown[] = ['system', 'developer'];
const BASE64_URL = /^data:[^,]*;base64,/;

function readPrompt(body: JsonObject): Prompt {
  const messages = readVendorMessages(body).map((message, index) => ({
    role: message['role'],
    parts: readContent(message['content'], `#/messages/${index}/content`),
  }));
  const tools = Array.isArray(body['tools']) ? body['tools'] : [];
  const maxTokens = body['max_completion_tokens'] ?? body['max_tokens'];
  return {
    system: joinText(
      messages.flatMap(({ role, parts }) => (SYSTEM_ROLES.includes(role) ? parts : [])),
    ),
    user: joinText(messages.flatMap(({ role, parts }) => (role === 'user' ? parts : []))),
    parts: [...tools.map(structurePart), ...listParts(messages, body)],
    maxTokens: readVendorMaxTokens(maxTokens, '#/max_completion_tokens'),
  };
}

/**
 * OpenAI's models cache long prompts unasked. The emulator caches all but the last message, and only for a request that
 * names a cache, so that other replies do not depend on earlier requests.
 */
function listParts(
  messages: readonly { readonly parts: readonly PromptPart[] }[],
  { prompt_cache_key: key }: JsonObject,
): readonly PromptPart[] {
  const parts = messages.map((message) => message.parts);
  const cachePoint: PromptPart = { kind: 'cache-point', ttl: '30m' };
  if (typeof key !== 'string') return parts.flat();
  return [...parts.slice(0, -1).flat(), cachePoint, ...parts.slice(-1).flat()];
}

/** The content of a message with tool calls is null. */
function readContent(content: unknown, path: string): readonly PromptPart[] {
  if (content === null) return [];
  if (content === undefined) throw malformedInput(`${path}: required key not found`);
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return readVendorObjects(content, path).map(readBlock);
}

function readBlock(block: JsonObject): PromptPart {
  if (typeof block['text'] === 'string') return { kind: 'text', text: block['text'] };
  const image = block['image_url'];
  const url = isJsonObject(image) ? image['url'] : undefined;
  if (typeof url === 'string' && BASE64_URL.test(url)) {
    return { kind: 'media', base64: url.replace(BASE64_URL, '') };
  }
  return structurePart(block);
}

function* generateEvents(completion: Completion): Generator<StreamEvent> {
  const envelope = writeEnvelope(completion, 'chat.completion.chunk');
  const choose = (delta: JsonObject, finish_reason: string | null = null) => ({
    ...envelope,
    choices: [{ index: 0, delta, finish_reason }],
  });
  yield chunk(choose({ role: 'assistant', content: '' }));
  for (const content of completion.reply.pieces) yield chunk(choose({ content }), true);
  const last = { ...choose({}, finishReason(completion)), usage: writeUsage(completion) };
  yield chunk(withInvocationMetrics(last, completion));
}

function writeEnvelope({ modelId, requestId }: Completion, object: string): JsonObject {
  return { id: `chatcmpl-${requestId}`, object, created: CREATED, model: modelId };
}

function finishReason({ reply }: Completion): 'length' | 'stop' {
  return reply.isCutByMaxTokens ? 'length' : 'stop';
}

/** OpenAI counts the tokens that are read from or written to the cache among those of the prompt. */
function writeUsage({ usage }: Completion): JsonObject {
  const { cacheReadInputTokens: read, cacheWriteInputTokens: written } = usage;
  return {
    prompt_tokens: usage.totalTokens - usage.outputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    ...(read !== undefined && {
      prompt_tokens_details: { cached_tokens: read, cache_write_tokens: written },
    }),
  };
}
