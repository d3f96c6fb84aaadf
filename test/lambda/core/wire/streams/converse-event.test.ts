import { expect, it } from 'vitest';
import { readConverseEvent } from '../../../../../lambda/core/wire/streams/converse-event';

it.each([
  ['messageStart', '{"role":"assistant"}', 0],
  ['contentBlockStart', '{"contentBlockIndex":0,"start":{}}', 0],
  ['contentBlockStart', '{"start":{"toolUse":{"toolUseId":"t1","name":"total"}}}', 7],
  ['contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":""}}', 0],
  ['contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":" "}}', 1],
  ['contentBlockDelta', '{"delta":{"toolUse":{"input":"{"}}}', 1],
  ['contentBlockDelta', '{"delta":{"reasoningContent":{"text":"so"}}}', 2],
  ['contentBlockDelta', '{"delta":{"reasoningContent":{"redactedContent":"c28="}}}', 4],
  ['contentBlockDelta', undefined, 1],
  ['contentBlockDelta', 'so', 0],
  ['contentBlockStop', '{"contentBlockIndex":0}', 0],
  ['messageStop', '{"stopReason":"end_turn"}', 0],
  ['metadata', '{"usage":{},"trace":{"guardrail":{"modelOutput":["so"]}}}', 0],
  ['unheardOf', '{"delta":{"text":"so"}}', 0],
])('%s %s has a piece of the answer of %d bytes', (name, text, contentBytes) => {
  const payload = text === undefined ? undefined : Buffer.from(text);
  expect(readConverseEvent({ name, payload }).contentBytes).toBe(contentBytes);
});
