import type { StreamEvent } from '../../local/bedrock/wire/completion';
import { frameEvent } from '../../local/bedrock/wire/event-stream-frame';
import { TIER } from '../cases';

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

const framesByCount = new Map<number, readonly Uint8Array[]>();

/** The events of a ConverseStream reply. */
export function composeFrames(count: number): readonly Uint8Array[] {
  const known = framesByCount.get(count);
  if (known !== undefined) return known;
  const frames = listEvents(count).map((event) => frameEvent(event, 0.5));
  framesByCount.set(count, frames);
  return frames;
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
