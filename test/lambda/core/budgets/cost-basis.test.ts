import { describe, expect, it } from 'vitest';
import { measureRequest } from '../../../../lambda/core/budgets/cost-basis';
import { findWire } from '../../../../lambda/core/wire/find-wire';
import { readRequest } from '../../../fakes/request';

function measure(text: string, action: 'converse' | 'invoke' = 'converse') {
  return measureRequest(readRequest(text, action), findWire(action));
}

describe('the tokens that a request may have', () => {
  it.each([
    ['a byte of text each', '{"a":"12,50 €"}', 17],
    ['those of tools', '{"toolConfig":{}}', 1_017],
    ['those of tools in a family’s format', '{"tools":[]}', 1_012],
    [
      'an image instead of its base64',
      `{"messages":[{"content":[{"image":{"source":{"bytes":"${'A'.repeat(80_000)}"}}}]}]}`,
      5_062,
    ],
    ['a byte of what is not JSON each', 'not JSON', 8],
  ])('are %s', (_, text, inputTokens) => {
    expect(measure(text, 'invoke').inputTokens).toBe(inputTokens);
  });
});

it.each([
  ['{"store":false}', 15],
  ['{"previous_response_id":"resp_1"}', 1_048_609],
  ['{"input":[{"type":"item_reference","id":"rs_1"}]}', 1_048_625],
])('a stored part of the prompt of %s may be as long as any', (text, inputTokens) => {
  const basis = measureRequest(readRequest(text, 'responses'), findWire('responses'));
  expect(basis.inputTokens).toBe(inputTokens);
  const chat = measureRequest(readRequest(text, 'chat-completions'), findWire('chat-completions'));
  expect(chat.inputTokens).toBe(text.length);
});

describe('the limits of a reply', () => {
  it('of OpenAI’s APIs are those of their own', () => {
    const text = '{"max_completion_tokens":5,"max_output_tokens":6,"max_tokens":7,"n":2,"a":1}';
    const limits = { max_completion_tokens: 5, max_output_tokens: 6, max_tokens: 7, n: 2 };
    for (const action of ['chat-completions', 'responses'] as const) {
      const basis = measureRequest(readRequest(text, action), findWire(action));
      expect(basis).toMatchObject({ limits, format: action });
    }
  });

  it('are read from the body, in the format of its API', () => {
    const text = '{"inferenceConfig":{"maxTokens":9}}';
    const limits = { inferenceConfig: { maxTokens: 9 } };
    expect(measure(text)).toMatchObject({ limits, format: 'converse' });
    expect(measure(text, 'invoke')).toMatchObject({ limits, format: 'family' });
  });

  it.each([
    '{"inferenceConfig":{"maxTokens":9},"inferenceConfig":{"maxTokens":1}}',
    '{"inferenceConfig":{"maxTokens":9,"maxTokens":1}}',
    String.raw`{"inferenceConfig":{"max\u0054okens":9,"maxTokens":1}}`,
    '{"inferenceConfig":{"maxTokens":1},"additionalModelRequestFields":{"a":{"b":1,"b":2}}}',
  ])('are none if a name is repeated: %s', (text) => {
    expect(measure(text).limits).toEqual({});
  });
});
