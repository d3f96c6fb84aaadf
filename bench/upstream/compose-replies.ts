import type { StreamEvent } from '../../local/bedrock/wire/completion';
import { frameEvent } from '../../local/bedrock/wire/event-stream-frame';
import { CHAT_MODEL_ID, TIER } from '../cases';

const USAGE = { inputTokens: 250, outputTokens: 120, totalTokens: 370 };
/** All but the deltas. */
const FEWEST_EVENTS = 4;
const METRICS = { latencyMs: 420 };
const TEXT = '{"vendor":"Example Gmbh","total":"1,204.50","currency":"EUR","lines":12}';

/** A Converse reply. */
export const REPLY = Buffer.from(
  JSON.stringify({
    metrics: METRICS,
    output: { message: { role: 'assistant', content: [{ text: TEXT }] } },
    serviceTier: { type: TIER },
    stopReason: 'end_turn',
    usage: USAGE,
  }),
);

export const REPLY_HEADERS = {
  'content-type': 'application/json',
  'content-length': String(REPLY.length),
  'x-amzn-requestid': '7b7c1d6e-6a0f-4b6f-9d57-0c6e8e8f4711',
};

const CHAT_USAGE = { prompt_tokens: 250, completion_tokens: 120, total_tokens: 370 };
const CHUNK = {
  id: 'chatcmpl-4711',
  created: 1_767_225_600,
  model: CHAT_MODEL_ID,
  service_tier: TIER,
};

/** A reply of Chat Completions. */
export const CHAT_REPLY = Buffer.from(
  JSON.stringify({
    ...CHUNK,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: TEXT }, finish_reason: 'stop' }],
    usage: CHAT_USAGE,
  }),
);

const framesByCount = new Map<number, readonly Uint8Array[]>();

/** The events of a ConverseStream reply. */
export function composeFrames(count: number): readonly Uint8Array[] {
  const known = framesByCount.get(count);
  if (known !== undefined) return known;
  const frames = listEvents(count).map((event) => frameEvent(event, 0.5));
  framesByCount.set(count, frames);
  return frames;
}

/** The same count of server-sent events. */
export function composeChunks(count: number): readonly Uint8Array[] {
  const choose = (delta: object, finish_reason: string | null = null) => ({
    ...{ ...CHUNK, object: 'chat.completion.chunk' },
    choices: [{ index: 0, delta, finish_reason }],
  });
  const deltas = Array.from({ length: count - FEWEST_EVENTS }, () =>
    choose({ content: 'twenty-four bytes of it ' }),
  );
  const events = [
    choose({ role: 'assistant', content: '' }),
    ...[...deltas, choose({}, 'stop')],
    { ...choose({}), choices: [], usage: CHAT_USAGE },
  ].map((event) => JSON.stringify(event));
  return [...events, '[DONE]'].map((data) => Buffer.from(`data: ${data}\n\n`));
}

function listEvents(count: number): readonly StreamEvent[] {
  const delta = { contentBlockIndex: 0, delta: { text: 'twenty-four bytes of it ' } };
  const deltas = Array.from({ length: count - FEWEST_EVENTS }, () => ({
    type: 'contentBlockDelta',
    payload: delta,
  }));
  return [
    { type: 'messageStart', payload: { role: 'assistant' } },
    ...deltas,
    { type: 'contentBlockStop', payload: { contentBlockIndex: 0 } },
    { type: 'messageStop', payload: { stopReason: 'end_turn' } },
    {
      type: 'metadata',
      payload: { usage: USAGE, metrics: METRICS, serviceTier: { type: TIER } },
    },
  ];
}
