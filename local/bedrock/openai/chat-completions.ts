import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { openaiDialect } from '../dialects/openai';
import { type Completion, joinReply, type ReplyWriter, type StreamEvent } from '../wire/completion';
import type { Prompt } from '../wire/prompt';
import { type CallableFunction, countReasoningTokens, demandReply } from './demand-reply';
import { DONE } from './server-sent-events';

/** A fixed time, so that replies stay the same: 2026-01-01T00:00:00Z in seconds. */
export const CREATED = 1_767_225_600;

/** @throws BedrockError if the function to call is unknown */
export function readChatPrompt(body: JsonObject): Prompt {
  const prompt = openaiDialect.readPrompt(body);
  const demand = demandReply({
    functions: listFunctions(body['tools']),
    choice: readChoice(body['tool_choice']),
    question: readQuestion(body['messages']),
    schema: readSchema(body['response_format']),
  });
  return { ...prompt, demand, reasoningTokens: countReasoningTokens(body['reasoning_effort']) };
}

function listFunctions(tools: unknown): readonly CallableFunction[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) => {
    const named = isJsonObject(tool) ? tool['function'] : undefined;
    if (!isJsonObject(named)) return [];
    return [{ name: String(named['name']), parameters: named['parameters'] }];
  });
}

function readChoice(choice: unknown): string {
  const named = isJsonObject(choice) ? choice['function'] : undefined;
  return String((isJsonObject(named) ? named['name'] : choice) ?? 'auto');
}

function readQuestion(messages: unknown): string | undefined {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (!isJsonObject(last) || last['role'] !== 'user') return undefined;
  return JSON.stringify(last['content']);
}

function readSchema(format: unknown): JsonObject | undefined {
  if (!isJsonObject(format)) return undefined;
  const { json_schema: named, type } = format;
  if (type === 'json_object') return { type: 'object' };
  const schema = isJsonObject(named) ? named['schema'] : undefined;
  return isJsonObject(schema) ? schema : undefined;
}

/** Writes replies of the Chat Completions API. A stream reports its usage only if the request asks for it. */
export function writeChat(body: JsonObject): ReplyWriter {
  const options = body['stream_options'];
  const hasUsage = isJsonObject(options) && options['include_usage'] === true;
  return { writeReply, writeStream: (completion) => generateChunks(completion, hasUsage) };
}

function writeReply(completion: Completion): JsonObject {
  const message = { role: 'assistant', refusal: null, ...writeMessage(completion) };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(completion) };
  return {
    ...writeEnvelope(completion, 'chat.completion'),
    choices: [choice],
    usage: writeUsage(completion),
  };
}

function writeMessage(completion: Completion): JsonObject {
  const { functionName } = completion;
  if (functionName === undefined) return { content: joinReply(completion) };
  return { content: null, tool_calls: [writeCall(completion, joinReply(completion))] };
}

function* generateChunks(completion: Completion, hasUsage: boolean): Generator<StreamEvent> {
  const envelope = writeEnvelope(completion, 'chat.completion.chunk');
  const send = (
    choices: readonly JsonObject[],
    usage: JsonObject | null = null,
    isDelta = false,
  ) => ({
    type: 'chunk',
    payload: { ...envelope, choices, ...(hasUsage && { usage }) },
    isDelta,
  });
  const choose = (delta: JsonObject, finish_reason: string | null = null) => [
    { index: 0, delta, logprobs: null, finish_reason },
  ];
  yield send(choose(writeFirstDelta(completion)));
  for (const piece of completion.reply.pieces) {
    yield send(choose(writeDelta(completion, piece)), null, true);
  }
  yield send(choose({}, finishReason(completion)));
  if (hasUsage) yield { ...send([], writeUsage(completion)), type: 'usage' };
  yield DONE;
}

/** The call's ID and the function's name stand in the first chunk only. */
function writeFirstDelta(completion: Completion): JsonObject {
  if (completion.functionName === undefined) return { role: 'assistant', content: '' };
  const call = { index: 0, ...writeCall(completion, '') };
  return { role: 'assistant', content: null, tool_calls: [call] };
}

function writeDelta({ functionName }: Completion, piece: string): JsonObject {
  if (functionName === undefined) return { content: piece };
  return { tool_calls: [{ index: 0, function: { arguments: piece } }] };
}

function writeCall({ functionName, requestId }: Completion, text: string): JsonObject {
  const id = `call_${requestId}`;
  return { id, type: 'function', function: { name: functionName, arguments: text } };
}

function writeEnvelope(completion: Completion, object: string): JsonObject {
  return {
    id: `chatcmpl-${completion.requestId}`,
    object,
    created: CREATED,
    model: completion.modelId,
    service_tier: completion.servedTier,
  };
}

function finishReason({ reply, functionName }: Completion): 'length' | 'stop' | 'tool_calls' {
  if (reply.isCutByMaxTokens) return 'length';
  return functionName === undefined ? 'stop' : 'tool_calls';
}

/** OpenAI counts the tokens that are read from or written to the cache among those of the prompt. */
function writeUsage({ usage }: Completion): JsonObject {
  const { cacheReadInputTokens: read = 0, cacheWriteInputTokens: written } = usage;
  return {
    prompt_tokens: usage.totalTokens - usage.outputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: {
      cached_tokens: read,
      ...(written !== undefined && { cache_write_tokens: written }),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}
