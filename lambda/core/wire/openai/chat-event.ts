import { isJsonObject, type JsonObject, parseJsonObject } from '../../json/json-object';
import { METRICS } from '../counts/body-counts';
import { type EventFacts, type EventReader, measureText } from '../streams/event-facts';
import { readReportedError } from './read-error';
import { readReportedUsage, readResolvedTier } from './read-reply';

/** The text that ends a stream. */
const DONE = '[DONE]';

const NOTHING: EventFacts = { ending: 'continues', contentBytes: 0, endsUsage: false };
const LAST: EventFacts = { ending: 'ends', contentBytes: 0, endsUsage: true };
/** The last event is short, so this one has a piece of the answer, of any length. */
const UNREAD: EventFacts = { ...NOTHING, contentBytes: Number.POSITIVE_INFINITY };

/**
 * Reads a chunk of a stream of Chat Completions. `[DONE]` ends it. The chunk before has the usage if the request asks for
 * it by `stream_options.include_usage`, and no choices.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const readChatEvent: EventReader = ({ name, payload }) => {
  if (payload === undefined) return UNREAD;
  const text = String(payload).trim();
  if (text === DONE) return LAST;
  const chunk = parseJsonObject(text);
  if (chunk === undefined) return { ...NOTHING, contentBytes: Buffer.byteLength(text) };
  const hasCounts = isJsonObject(chunk['usage']) || METRICS in chunk;
  const counts = hasCounts ? readReportedUsage(chunk) : undefined;
  const choices = listChoices(chunk);
  return {
    ending: 'continues',
    contentBytes: choices.reduce((sum, choice) => sum + measureChoice(choice), 0),
    endsUsage: counts?.outputTokens !== undefined && choices.length === 0,
    counts,
    resolvedTier: readResolvedTier(chunk),
    error: readReportedError(name === 'error' ? { type: name, ...chunk } : chunk),
  };
};

function listChoices({ choices }: JsonObject): readonly JsonObject[] {
  return Array.isArray(choices) ? choices.filter(isJsonObject) : [];
}

/** An answer that was cut off has as many tokens as the request allows, and shows fewer if it has reasoned. */
function measureChoice({ delta, text, finish_reason: reason }: JsonObject): number {
  return reason === 'length' ? Number.POSITIVE_INFINITY : measureText(delta ?? text);
}
