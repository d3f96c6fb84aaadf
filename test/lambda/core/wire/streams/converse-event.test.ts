import { expect, it } from 'vitest';
import { readConverseEvent } from '../../../../../lambda/core/wire/streams/converse-event';

it.each([
  ['messageStart', '{"role":"assistant"}', false],
  ['contentBlockStart', '{"contentBlockIndex":0,"start":{}}', false],
  ['contentBlockStart', '{"start":{"toolUse":{"toolUseId":"t1","name":"total"}}}', true],
  ['contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":""}}', false],
  ['contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":" "}}', true],
  ['contentBlockDelta', '{"delta":{"toolUse":{"input":"{"}}}', true],
  ['contentBlockDelta', '{"delta":{"reasoningContent":{"text":"so"}}}', true],
  ['contentBlockDelta', '{"delta":{"reasoningContent":{"redactedContent":"c28="}}}', true],
  ['contentBlockDelta', undefined, true],
  ['contentBlockDelta', 'so', false],
  ['contentBlockStop', '{"contentBlockIndex":0}', false],
  ['messageStop', '{"stopReason":"end_turn"}', false],
  ['metadata', '{"usage":{},"trace":{"guardrail":{"modelOutput":["so"]}}}', false],
  ['unheardOf', '{"delta":{"text":"so"}}', false],
])('%s %s has a piece of the answer: %s', (name, text, hasContent) => {
  const payload = text === undefined ? undefined : Buffer.from(text);
  expect(readConverseEvent({ name, payload }).hasContent).toBe(hasContent);
});
