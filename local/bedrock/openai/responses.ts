import type { JsonObject } from '../../../lambda/core/json/json-object';
import { type Completion, joinReply, type ReplyWriter } from '../wire/completion';
import type { PromptPart } from '../wire/prompt';
import { generateEvents } from './response-events';
import { responseId, writeEnded } from './response-object';
import type { ResponseStore } from './response-store';

export interface ResponsesRequest {
  readonly body: JsonObject;
  /** What a request that continues this one has before its own input. */
  readonly parts: readonly PromptPart[];
  readonly store: ResponseStore;
}

/** Writes replies of the Responses API. Bedrock returns no reasoning items. */
export function writeResponses({ body, parts, store }: ResponsesRequest): ReplyWriter {
  const remember = (completion: Completion) => {
    if (body['store'] === false) return;
    const reply: PromptPart = { kind: 'text', text: joinReply(completion) };
    store.remember(responseId(completion), [...parts, reply]);
  };
  return {
    writeReply(completion) {
      remember(completion);
      return writeEnded(completion, body, joinReply(completion));
    },
    *writeStream(completion) {
      yield* generateEvents(completion, body);
      remember(completion);
    },
  };
}
