import { expect, it } from 'vitest';
import { readOutputLimit } from '../../../../lambda/core/budget/output-limit';
import type { JsonObject } from '../../../../lambda/core/json-object';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

it.each<[string, JsonObject]>([
  ['Converse', { inferenceConfig: { maxTokens: 700 } }],
  ['Nova', { inferenceConfig: { max_new_tokens: 700 } }],
  ['Anthropic', { max_tokens: 700 }],
  ['Anthropic, long ago', { max_tokens_to_sample: 700 }],
  ['Llama', { max_gen_len: 700 }],
  ['OpenAI', { max_completion_tokens: 700 }],
  ['Titan', { textGenerationConfig: { maxTokenCount: 700 } }],
  [
    'Converse with fields of the model, the greater',
    { inferenceConfig: { maxTokens: 1 }, additionalModelRequestFields: { max_tokens: 700 } },
  ],
])('is what a body asks for in the dialect of %s', (_, body) => {
  expect(readOutputLimit(body, CLAUDE)).toBe(700);
});

it.each<[JsonObject]>([[{}], [{ max_tokens: 'all' }], [{ max_tokens: 0 }], [{ max_tokens: 1.5 }]])(
  'is what the model can where the body says %j',
  (body) => {
    expect(readOutputLimit(body, CLAUDE)).toBe(64_000);
  },
);

it.each([
  ['us.amazon.nova-2-lite-v1:0', 65_536],
  ['amazon.nova-pro-v1:0', 10_000],
  ['us.amazon.nova-premier-v1:0', 32_000],
  ['anthropic.claude-3-haiku-20240307-v1:0', 8_192],
  ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', 131_072],
  ['us.anthropic.claude-opus-4-1-20250805-v1:0', 32_000],
  ['us.anthropic.claude-opus-4-5-20251101-v1:0', 64_000],
  ['us.anthropic.claude-opus-5-5', 131_072],
  ['meta.llama3-1-8b-instruct-v1:0', 8_192],
  ['mistral.mistral-large-3-675b-instruct', 40_000],
  ['openai.gpt-oss-120b-1:0', 131_072],
  ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456', 131_072],
])('%s answers with at most %d tokens', (baseModelId, tokens) => {
  expect(readOutputLimit({}, baseModelId)).toBe(tokens);
});
