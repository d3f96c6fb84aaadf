import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { Completion } from '../wire/completion';
import { CREATED } from './chat-completions';

/** Members of the request that the response repeats. */
const REPEATED = [
  'instructions',
  'max_output_tokens',
  'metadata',
  'parallel_tool_calls',
  'previous_response_id',
  'reasoning',
  'store',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_p',
  'user',
];

const DEFAULTS: JsonObject = {
  metadata: {},
  parallel_tool_calls: true,
  store: true,
  temperature: 1,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
};

export function writeEnded(completion: Completion, body: JsonObject, text: string): JsonObject {
  const isCut = completion.reply.isCutByMaxTokens;
  return writeResponse(completion, body, {
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    output: [writeItem(completion, text)],
    usage: writeUsage(completion),
  });
}

export function writeResponse(
  completion: Completion,
  body: JsonObject,
  ending: JsonObject,
): JsonObject {
  const repeated = REPEATED.map((name) => [name, body[name] ?? DEFAULTS[name] ?? null]);
  return {
    id: responseId(completion),
    object: 'response',
    created_at: CREATED,
    model: completion.modelId,
    error: null,
    incomplete_details: null,
    ...Object.fromEntries(repeated),
    service_tier: completion.servedTier,
    ...ending,
  };
}

export function responseId({ requestId }: Completion): string {
  return `resp_${requestId.replaceAll('-', '')}`;
}

export function itemId({ requestId, functionName }: Completion): string {
  const prefix = functionName === undefined ? 'msg' : 'fc';
  return `${prefix}_${requestId.replaceAll('-', '')}`;
}

export function writeItem(completion: Completion, text: string): JsonObject {
  const { functionName: name, requestId } = completion;
  const status = completion.reply.isCutByMaxTokens ? 'incomplete' : 'completed';
  const id = itemId(completion);
  if (name !== undefined) {
    return {
      id,
      type: 'function_call',
      status,
      call_id: `call_${requestId}`,
      name,
      arguments: text,
    };
  }
  return { id, type: 'message', status, role: 'assistant', content: [writePart(text)] };
}

export function writePart(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** The tokens that are read from or written to the cache are among those of the input. */
function writeUsage({ usage }: Completion): JsonObject {
  const { cacheReadInputTokens: read = 0, cacheWriteInputTokens: written } = usage;
  return {
    input_tokens: usage.totalTokens - usage.outputTokens,
    input_tokens_details: {
      cached_tokens: read,
      ...(written !== undefined && { cache_write_tokens: written }),
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.totalTokens,
  };
}
