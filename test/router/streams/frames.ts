import { frameEvent } from '../../../local/bedrock/wire/event-stream-frame';

/** A short ConverseStream: every event that it has, and what a router learns from them. */
export const FRAMES = [
  frameEvent({ type: 'messageStart', payload: { role: 'assistant' } }, 0.1),
  frameEvent({ type: 'contentBlockDelta', payload: composeDelta('Grüße, ') }, 0.9),
  frameEvent({ type: 'contentBlockDelta', payload: composeDelta('🧾') }, 0),
  frameEvent({ type: 'contentBlockStop', payload: { contentBlockIndex: 0 } }, 0.5),
  frameEvent({ type: 'messageStop', payload: { stopReason: 'end_turn' } }, 0.3),
  frameEvent(
    {
      type: 'metadata',
      payload: {
        usage: { inputTokens: 11, outputTokens: 7, totalTokens: 23, cacheReadInputTokens: 5 },
        metrics: { latencyMs: 250 },
        serviceTier: { type: 'flex' },
      },
    },
    0.7,
  ),
];

function composeDelta(text: string) {
  return { contentBlockIndex: 0, delta: { text } };
}
