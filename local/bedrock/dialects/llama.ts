import type { JsonObject } from '../../../lambda/core/json/json-object';
import { malformedInput } from '../error';
import { type Completion, type Dialect, joinReply, type StreamEvent } from '../wire/completion';
import { chunk, withInvocationMetrics } from '../wire/invocation-metrics';
import type { Prompt } from '../wire/prompt';
import { readVendorMaxTokens } from '../wire/vendor-members';

/** The format of the Llama models in InvokeModel: a prompt as one text, and counts beside the text of the reply. */
export const llamaDialect: Dialect = {
  readPrompt,
  writeReply(completion) {
    const { inputTokens, outputTokens } = completion.usage;
    return {
      generation: joinReply(completion),
      prompt_token_count: inputTokens,
      generation_token_count: outputTokens,
      stop_reason: stopReason(completion),
    };
  },
  writeStream: generateEvents,
};

function readPrompt({ prompt, max_gen_len: maxTokens }: JsonObject): Prompt {
  if (typeof prompt !== 'string') throw malformedInput('#/prompt: expected type: String');
  return {
    system: '',
    user: prompt,
    parts: [{ kind: 'text', text: prompt }],
    maxTokens: readVendorMaxTokens(maxTokens, '#/max_gen_len'),
  };
}

/** The first event has the tokens of the prompt, and each event those of the reply so far. */
function* generateEvents(completion: Completion): Generator<StreamEvent> {
  const { usage, reply } = completion;
  let promptTokens: number | null = usage.inputTokens;
  let written = 0;
  for (const generation of reply.pieces) {
    written += 1;
    const counts = { prompt_token_count: promptTokens, generation_token_count: written };
    yield chunk({ generation, ...counts, stop_reason: null }, true);
    promptTokens = null;
  }
  const last = {
    generation: '',
    prompt_token_count: promptTokens,
    generation_token_count: usage.outputTokens,
    stop_reason: stopReason(completion),
  };
  yield chunk(withInvocationMetrics(last, completion));
}

function stopReason({ reply }: Completion): 'length' | 'stop' {
  return reply.isCutByMaxTokens ? 'length' : 'stop';
}
