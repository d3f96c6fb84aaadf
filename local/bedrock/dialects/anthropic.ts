import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { malformedInput } from '../error';
import {
  type Completion,
  type Dialect,
  joinReply,
  type StreamEvent,
  stopReason,
} from '../wire/completion';
import { chunk, withInvocationMetrics } from '../wire/invocation-metrics';
import {
  type CacheTtl,
  joinText,
  type Prompt,
  type PromptPart,
  structurePart,
} from '../wire/prompt';
import type { TokenUsage } from '../wire/token-usage';
import { readVendorMaxTokens, readVendorMessages, readVendorObjects } from '../wire/vendor-members';

/** The Anthropic Messages format in InvokeModel. */
export const anthropicDialect: Dialect = {
  readPrompt,
  writeReply(completion) {
    return {
      ...writeMessage(completion),
      content: [{ type: 'text', text: joinReply(completion) }],
      stop_reason: stopReason(completion),
      usage: { ...writeInputUsage(completion), output_tokens: completion.usage.outputTokens },
    };
  },
  writeStream: generateEvents,
};

function readPrompt(body: JsonObject): Prompt {
  for (const member of ['anthropic_version', 'max_tokens']) {
    if (body[member] === undefined) throw malformedInput(`#: required key [${member}] not found`);
  }
  const system = readContent(body['system'] ?? [], '#/system');
  const messages = readVendorMessages(body).map((message, index) => ({
    role: message['role'],
    parts: readContent(message['content'], `#/messages/${index}/content`),
  }));
  const tools = Array.isArray(body['tools']) ? body['tools'] : [];
  return {
    system: joinText(system),
    user: joinText(messages.flatMap(({ role, parts }) => (role === 'user' ? parts : []))),
    parts: [...tools.map(structurePart), ...system, ...messages.flatMap(({ parts }) => parts)],
    maxTokens: readVendorMaxTokens(body['max_tokens'], '#/max_tokens'),
  };
}

function readContent(content: unknown, path: string): readonly PromptPart[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return readVendorObjects(content, path).flatMap((block) => {
    const cacheControl = block['cache_control'];
    if (!isJsonObject(cacheControl)) return [readBlock(block)];
    return [
      readBlock(block),
      { kind: 'cache-point', ttl: cacheControl['ttl'] === '1h' ? '1h' : '5m' },
    ];
  });
}

function readBlock(block: JsonObject): PromptPart {
  if (typeof block['text'] === 'string') return { kind: 'text', text: block['text'] };
  const source = block['source'];
  if (isJsonObject(source) && source['type'] === 'base64' && typeof source['data'] === 'string') {
    return { kind: 'media', base64: source['data'] };
  }
  return structurePart(block);
}

function* generateEvents(completion: Completion): Generator<StreamEvent> {
  const usage = { ...writeInputUsage(completion), output_tokens: 1 };
  const message = { ...writeMessage(completion), content: [], stop_reason: null, usage };
  const stop = { stop_reason: stopReason(completion), stop_sequence: null };
  const { outputTokens } = completion.usage;
  yield chunk({ type: 'message_start', message });
  yield chunk({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  for (const text of completion.reply.pieces) {
    const delta = { type: 'text_delta', text };
    yield chunk({ type: 'content_block_delta', index: 0, delta }, true);
  }
  yield chunk({ type: 'content_block_stop', index: 0 });
  yield chunk({ type: 'message_delta', delta: stop, usage: { output_tokens: outputTokens } });
  yield chunk(withInvocationMetrics({ type: 'message_stop' }, completion));
}

function writeMessage({ modelId, requestId }: Completion): JsonObject {
  return {
    model: modelId,
    id: `msg_bdrk_${requestId.replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    stop_sequence: null,
  };
}

function writeInputUsage({ usage }: Completion): JsonObject {
  return {
    input_tokens: usage.inputTokens,
    cache_creation_input_tokens: usage.cacheWriteInputTokens ?? 0,
    cache_read_input_tokens: usage.cacheReadInputTokens ?? 0,
    cache_creation: {
      ephemeral_5m_input_tokens: countWrites(usage, '5m'),
      ephemeral_1h_input_tokens: countWrites(usage, '1h'),
    },
  };
}

function countWrites({ cacheDetails = [] }: TokenUsage, lifetime: CacheTtl): number {
  return cacheDetails.find(({ ttl }) => ttl === lifetime)?.inputTokens ?? 0;
}
