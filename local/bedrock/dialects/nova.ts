import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import {
  type Completion,
  type Dialect,
  joinReply,
  type StreamEvent,
  stopReason,
} from '../wire/completion';
import { readContentBlock } from '../wire/content-block';
import { chunk, withInvocationMetrics } from '../wire/invocation-metrics';
import { joinText, type Prompt, structurePart } from '../wire/prompt';
import { readVendorMaxTokens, readVendorMessages, readVendorObjects } from '../wire/vendor-members';

/** The format of the Nova models in InvokeModel. It resembles Converse, but has no tiers and no latency. */
export const novaDialect: Dialect = {
  readPrompt,
  writeReply(completion) {
    return {
      output: { message: { content: [{ text: joinReply(completion) }], role: 'assistant' } },
      stopReason: stopReason(completion),
      usage: writeUsage(completion),
    };
  },
  writeStream: generateEvents,
};

function readPrompt(body: JsonObject): Prompt {
  const system = readVendorObjects(body['system'] ?? [], '#/system').map(readContentBlock);
  const messages = readVendorMessages(body).map((message, index) => ({
    role: message['role'],
    parts: readVendorObjects(message['content'], `#/messages/${index}/content`).map(
      readContentBlock,
    ),
  }));
  const tools = body['toolConfig'] === undefined ? [] : [structurePart(body['toolConfig'])];
  return {
    system: joinText(system),
    user: joinText(messages.flatMap(({ role, parts }) => (role === 'user' ? parts : []))),
    parts: [...tools, ...system, ...messages.flatMap(({ parts }) => parts)],
    maxTokens: readMaxTokens(body['inferenceConfig']),
  };
}

/** Both spellings are documented. */
function readMaxTokens(inferenceConfig: unknown): number | undefined {
  if (!isJsonObject(inferenceConfig)) return undefined;
  const maxTokens = inferenceConfig['maxTokens'] ?? inferenceConfig['max_new_tokens'];
  return readVendorMaxTokens(maxTokens, '#/inferenceConfig/maxTokens');
}

function* generateEvents(completion: Completion): Generator<StreamEvent> {
  const metadata = { usage: writeUsage(completion), metrics: {}, trace: {} };
  yield chunk({ messageStart: { role: 'assistant' } });
  for (const text of completion.reply.pieces) {
    yield chunk({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } }, true);
  }
  yield chunk({ contentBlockStop: { contentBlockIndex: 0 } });
  yield chunk({ messageStop: { stopReason: stopReason(completion) } });
  yield chunk(withInvocationMetrics({ metadata }, completion));
}

function writeUsage({ usage }: Completion): JsonObject {
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    totalTokens: usage.totalTokens,
    cacheReadInputTokens: usage.cacheReadInputTokens ?? 0,
    cacheWriteInputTokens: usage.cacheWriteInputTokens ?? 0,
  };
}
