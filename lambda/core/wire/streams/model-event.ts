import { isJsonObject, type JsonObject } from '../../json/json-object';
import { METRICS, readMember } from '../counts/body-counts';
import { type Ending, measureText } from './event-facts';

const ANTHROPIC_EVENT = /^(message|content_block)_(start|delta|stop)$|^(ping|error)$/;

const NOVA_EVENTS = [
  'messageStart',
  'contentBlockStart',
  'contentBlockDelta',
  'contentBlockStop',
  'messageStop',
  'metadata',
];

/** Absent or null until the last event: Llama and Mistral, OpenAI, Titan, TwelveLabs. */
const STOP_REASONS = ['stop_reason', 'finish_reason', 'completionReason', 'finishReason'];

/** Pieces of an answer, each in the event itself or in its list: OpenAI, Mistral, Llama, Titan, Claude 2, Cohere. */
const PIECES = ['delta', 'text', 'message', 'generation', 'outputText', 'completion'];

const LISTS = ['choices', 'outputs'];

/** A member of these is in each event of a model that the router knows. */
const KNOWN_MEMBERS = [
  ...STOP_REASONS,
  ...LISTS,
  'is_finished',
  'generation',
  'outputText',
  'completion',
];

/**
 * Finds out whether an event of a model is the last of its answer.
 *
 * | model            | last event                                             |
 * |------------------|--------------------------------------------------------|
 * | Anthropic        | `{"type":"message_stop"}`                              |
 * | Nova             | `{"messageStop":…}`, then `{"metadata":{"usage":…}}`   |
 * | OpenAI and alike | `{"choices":[{"finish_reason":"stop"}]}`               |
 * | Mistral          | `{"outputs":[{"stop_reason":"stop"}]}`                 |
 * | Llama            | `{"stop_reason":"stop"}`                               |
 * | Titan            | `{"completionReason":"FINISH"}`                        |
 * | Cohere           | `{"is_finished":true}`                                 |
 * | any              | `{"amazon-bedrock-invocationMetrics":…}`               |
 */
export function readEnding(event: JsonObject): Ending {
  const items = listItems(event);
  const isLast =
    event['type'] === 'message_stop' ||
    isJsonObject(event['messageStop']) ||
    isJsonObject(readMember(event, 'metadata', 'usage')) ||
    event['is_finished'] === true ||
    isJsonObject(event[METRICS]) ||
    items.some((item) => STOP_REASONS.some((name) => measureText(item[name]) > 0));
  if (isLast) return 'ends';
  return isKnown(event, items) ? 'continues' : 'foreign';
}

/** Whether an event has a form in which the last event of its stream can be recognised. */
function isKnown(event: JsonObject, items: readonly JsonObject[]): boolean {
  const { type } = event;
  if (typeof type === 'string' && ANTHROPIC_EVENT.test(type)) return true;
  return (
    NOVA_EVENTS.some((name) => isJsonObject(event[name])) ||
    items.some((item) => KNOWN_MEMBERS.some((name) => name in item))
  );
}

/** Measures an event's piece of the answer, in bytes of text. Everything in an event of unknown form counts. */
export function measurePiece(event: JsonObject): number {
  const { type } = event;
  if (typeof type === 'string' && ANTHROPIC_EVENT.test(type)) {
    if (type === 'content_block_delta') return measureText(event['delta']);
    return type === 'content_block_start' ? measureText(event['content_block']) : 0;
  }
  if (NOVA_EVENTS.some((name) => isJsonObject(event[name]))) {
    const piece = event['contentBlockDelta'] ?? event['contentBlockStart'];
    return measureText(piece);
  }
  const items = listItems(event);
  if (!isKnown(event, items)) return Math.max(1, measureText(event));
  return items
    .flatMap((item) => PIECES.map((name) => measureText(item[name])))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** The event itself, and the objects in its list. */
function listItems(event: JsonObject): readonly JsonObject[] {
  return [event, ...LISTS.flatMap((name) => event[name] ?? []).filter(isJsonObject)];
}
