import type { BedrockAction } from './bedrock-action';
import { createConverseWire } from './converse';
import { COUNT_TOKENS_WIRE } from './count-tokens';
import { createInvokeWire } from './invoke';
import { createOpenAiWire } from './openai/openai';
import type { Wire } from './wire';

/** Each API that the router speaks has its entry here. */
const WIRES: Readonly<Record<BedrockAction, Wire>> = {
  converse: createConverseWire('converse', { isStreaming: false }),
  'converse-stream': createConverseWire('converse-stream', { isStreaming: true }),
  invoke: createInvokeWire('invoke', { isStreaming: false }),
  'invoke-with-response-stream': createInvokeWire('invoke-with-response-stream', {
    isStreaming: true,
  }),
  'count-tokens': COUNT_TOKENS_WIRE,
  'chat-completions': createOpenAiWire('chat-completions', { isStreaming: false }),
  'chat-completions-stream': createOpenAiWire('chat-completions', { isStreaming: true }),
  responses: createOpenAiWire('responses', { isStreaming: false }),
  'responses-stream': createOpenAiWire('responses', { isStreaming: true }),
};

export function findWire(action: BedrockAction): Wire {
  return WIRES[action];
}
