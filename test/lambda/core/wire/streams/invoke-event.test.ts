import { expect, it } from 'vitest';
import { readInvokeEvent } from '../../../../../lambda/core/wire/streams/invoke-event';
import { composeKnownUsage } from '../../../../../lambda/core/wire/token-usage';

function readModelText(text: string) {
  const bytes = Buffer.from(text).toString('base64');
  return readInvokeEvent({ name: 'chunk', payload: Buffer.from(JSON.stringify({ bytes })) });
}

/** Events as the documentation of each vendor shows them: whether one is the last, and whether it has a piece. */
type Meaning = 'piece' | 'continues' | 'ends' | 'foreign';

const EVENTS: readonly (readonly [string, readonly (readonly [string, Meaning])[]])[] = [
  [
    'Anthropic',
    [
      ['{"type":"message_start","message":{"id":"m","model":"c","stop_reason":null}}', 'continues'],
      ['{"type":"content_block_start","content_block":{"type":"text","text":""}}', 'continues'],
      ['{"type":"ping"}', 'continues'],
      [
        '{"type":"content_block_start","content_block":{"type":"tool_use","name":"total"}}',
        'piece',
      ],
      ['{"type":"content_block_delta","delta":{"type":"text_delta","text":"12"}}', 'piece'],
      ['{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"so"}}', 'piece'],
      [
        '{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":""}}',
        'continues',
      ],
      ['{"type":"content_block_stop","index":0}', 'continues'],
      ['{"type":"message_delta","delta":{"stop_reason":"end_turn"}}', 'continues'],
      ['{"type":"error","error":{"type":"overloaded_error","message":"busy"}}', 'continues'],
      ['{"type":"message_stop"}', 'ends'],
    ],
  ],
  [
    'Anthropic before Messages',
    [
      ['{"type":"completion","completion":" 12","stop_reason":null}', 'piece'],
      ['{"type":"completion","completion":"","stop_reason":"stop_sequence"}', 'ends'],
    ],
  ],
  [
    'Nova',
    [
      ['{"messageStart":{"role":"assistant"}}', 'continues'],
      [
        '{"contentBlockStart":{"start":{"toolUse":{"name":"total"}},"contentBlockIndex":0}}',
        'piece',
      ],
      ['{"contentBlockDelta":{"delta":{"text":"12"},"contentBlockIndex":0}}', 'piece'],
      ['{"contentBlockDelta":{"delta":{"text":""},"contentBlockIndex":0}}', 'continues'],
      ['{"contentBlockStop":{"contentBlockIndex":0}}', 'continues'],
      ['{"messageStop":{"stopReason":"end_turn"}}', 'ends'],
      ['{"metadata":{"usage":{"inputTokens":3,"outputTokens":4}}}', 'ends'],
    ],
  ],
  [
    'OpenAI and alike',
    [
      [
        '{"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}]}',
        'continues',
      ],
      ['{"choices":[{"delta":{"content":"12"},"finish_reason":null}]}', 'piece'],
      ['{"choices":[{"delta":{"content":"12"}}]}', 'piece'],
      ['{"choices":[{"delta":{"reasoning_content":"so"}}]}', 'piece'],
      ['{"choices":[{"delta":{"tool_calls":[{"function":{"name":"total"}}]}}]}', 'piece'],
      ['{"choices":[{"text":"12","stop_reason":null}]}', 'piece'],
      ['{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}', 'continues'],
      ['{"choices":[{"delta":{},"finish_reason":"stop"}]}', 'ends'],
      ['[DONE]', 'ends'],
    ],
  ],
  [
    'Mistral',
    [
      ['{"outputs":[{"text":"12"}]}', 'piece'],
      ['{"outputs":[{"text":"12","stop_reason":null}]}', 'piece'],
      ['{"outputs":[{"text":"","stop_reason":"stop"}]}', 'ends'],
      ['{"choices":[{"message":{"role":"assistant","content":"12"},"stop_reason":null}]}', 'piece'],
      ['{"choices":[{"message":{"content":""},"stop_reason":"stop"}]}', 'ends'],
    ],
  ],
  [
    'Llama',
    [
      ['{"generation":"12"}', 'piece'],
      [
        '{"generation":"","prompt_token_count":3,"generation_token_count":1,"stop_reason":null}',
        'continues',
      ],
      ['{"generation":"12","generation_token_count":2,"stop_reason":null}', 'piece'],
      ['{"generation":"","generation_token_count":2,"stop_reason":"length"}', 'ends'],
    ],
  ],
  [
    'Titan',
    [
      [
        '{"outputText":"12","index":0,"totalOutputTextTokenCount":null,"completionReason":null}',
        'piece',
      ],
      [
        '{"outputText":"","index":0,"totalOutputTextTokenCount":4,"completionReason":"FINISH"}',
        'ends',
      ],
    ],
  ],
  [
    'Cohere',
    [
      ['{"is_finished":false,"event_type":"text-generation","text":"12"}', 'piece'],
      ['{"text":"12","is_finished":false,"index":0}', 'piece'],
      ['{"is_finished":true,"event_type":"stream-end","finish_reason":"COMPLETE"}', 'ends'],
    ],
  ],
  [
    'TwelveLabs',
    [
      ['{"message":"12","finishReason":null}', 'piece'],
      ['{"message":"","finishReason":"stop"}', 'ends'],
    ],
  ],
  [
    'any other vendor',
    [
      ['{"words":"12"}', 'foreign'],
      ['{}', 'foreign'],
      ['{"words":"","amazon-bedrock-invocationMetrics":{"inputTokenCount":3}}', 'ends'],
    ],
  ],
];

it.each(EVENTS.flatMap(([vendor, events]) => events.map((event) => [vendor, ...event] as const)))(
  'an event of %s, %s, is understood: %s',
  (_, text, meaning) => {
    const { ending, contentBytes } = readModelText(text);
    expect(ending).toBe(meaning === 'piece' ? 'continues' : meaning);
    if (ending === 'continues') expect(contentBytes > 0).toBe(meaning === 'piece');
  },
);

it.each([
  ['{"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}', 3, 1],
  ['{"type":"message_delta","usage":{"output_tokens":4}}', undefined, 4],
  ['{"metadata":{"usage":{"inputTokens":3,"outputTokens":4}}}', 3, 4],
  ['{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}', 3, 4],
  ['{"choices":[{"delta":{"content":"12"}}],"usage":null}', undefined, undefined],
  ['{"generation":"12","prompt_token_count":3,"generation_token_count":4}', 3, 4],
  ['{"generation":"12","prompt_token_count":null,"generation_token_count":4}', undefined, 4],
  ['{"outputText":"","inputTextTokenCount":3,"totalOutputTextTokenCount":4}', 3, 4],
  [
    '{"words":"","amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":4}}',
    3,
    4,
  ],
  [
    '{"usage":{"prompt_tokens":9},"amazon-bedrock-invocationMetrics":{"inputTokenCount":3}}',
    3,
    undefined,
  ],
])('the counts of %s are %s in and %s out', (text, inputTokens, outputTokens) => {
  const known = composeKnownUsage(readModelText(text).counts ?? {});
  expect([known.prompt?.inputTokens, known.outputTokens]).toEqual([inputTokens, outputTokens]);
});

it.each([
  ['no base64 of JSON', '{"bytes":"####"}'],
  ['no bytes', '{}'],
  ['bytes of another type', '{"bytes":7}'],
  ['no JSON', 'bytes'],
])('a chunk with %s is of no known form', (_, text) => {
  const facts = readInvokeEvent({ name: 'chunk', payload: Buffer.from(text) });
  expect(facts).toEqual({ ending: 'foreign', contentBytes: 0, endsUsage: false });
});

it('a chunk of any depth is read', () => {
  const { contentBytes } = readModelText(
    `{"choices":[{"delta":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`,
  );
  expect(contentBytes).toBe(0);
});
