import { expect, it } from 'vitest';
import { BEDROCK_ACTIONS } from '../../../../lambda/core/wire/bedrock-action';

it('knows where each call of the runtime takes its tier, and which replies are streams', () => {
  expect(BEDROCK_ACTIONS).toEqual({
    converse: { tierIn: 'body', isStreaming: false },
    'converse-stream': { tierIn: 'body', isStreaming: true },
    invoke: { tierIn: 'header', isStreaming: false },
    'invoke-with-response-stream': { tierIn: 'header', isStreaming: true },
    'count-tokens': { tierIn: 'nowhere', isStreaming: false },
  });
});
