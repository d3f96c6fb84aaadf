import type { JsonObject } from '../../../lambda/core/json/json-object';
import {
  type Completion,
  type Dialect,
  joinReply,
  type StreamEvent,
  stopReason,
} from '../wire/completion';
import { readConversePrompt } from '../wire/converse-prompt';

/** The format of Converse and ConverseStream. */
export const converseDialect: Dialect = {
  readPrompt: readConversePrompt,
  writeReply(completion) {
    return {
      output: { message: { role: 'assistant', content: [{ text: joinReply(completion) }] } },
      stopReason: stopReason(completion),
      ...writeMetadata(completion),
    };
  },
  writeStream: generateEvents,
};

/**
 * Generates the events of a text block, which starts with its first delta. Bedrock sends `contentBlockStart` only if
 * the start of a block has content, such as tool use.
 */
function* generateEvents(completion: Completion): Generator<StreamEvent> {
  yield { type: 'messageStart', payload: { role: 'assistant' } };
  for (const text of completion.reply.pieces) {
    const payload = { contentBlockIndex: 0, delta: { text } };
    yield { type: 'contentBlockDelta', payload, isDelta: true };
  }
  yield { type: 'contentBlockStop', payload: { contentBlockIndex: 0 } };
  yield { type: 'messageStop', payload: { stopReason: stopReason(completion) } };
  yield { type: 'metadata', payload: writeMetadata(completion) };
}

function writeMetadata({ usage, latency, servedTier, latencyMode }: Completion): JsonObject {
  return {
    usage,
    metrics: { latencyMs: Math.round(latency.totalMillis) },
    serviceTier: { type: servedTier },
    ...(latencyMode !== undefined && { performanceConfig: { latency: latencyMode } }),
  };
}
