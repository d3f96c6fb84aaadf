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

describe('the limits of a reply', () => {
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
