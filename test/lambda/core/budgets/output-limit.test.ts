import { expect, it } from 'vitest';
import { readOutputLimit } from '../../../../lambda/core/budgets/output-limit';
import { BUILT_IN_CATALOG, findModel } from '../../../../lambda/core/catalog/catalog';
import type { JsonObject } from '../../../../lambda/core/json/json-object';
import type { BodyFormat } from '../../../../lambda/core/wire/wire';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const ARN = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

function readLimit(body: JsonObject, baseModelId: string, format: BodyFormat): number {
  return readOutputLimit(body, findModel(BUILT_IN_CATALOG, baseModelId), format);
}

it.each<[string, number, JsonObject]>([
  ['what inferenceConfig asks for', 700, { inferenceConfig: { maxTokens: 700 } }],
  [
    'the greater of it and a field of the model',
    700,
    { inferenceConfig: { maxTokens: 1 }, additionalModelRequestFields: { max_tokens: 700 } },
  ],
  [
    'the greater of it and a nested field of the model',
    700,
    {
      inferenceConfig: { maxTokens: 1 },
      additionalModelRequestFields: { inferenceConfig: { max_new_tokens: 700 } },
    },
  ],
  [
    'the model’s own if only a field of the model asks for less',
    64_000,
    { additionalModelRequestFields: { max_tokens: 1 } },
  ],
  ['the model’s own if a stray member asks for less', 64_000, { maxTokens: 1, max_tokens: 1 }],
  ['the model’s own if nothing is asked', 64_000, {}],
  [
    'the model’s own if the limit is not a number',
    64_000,
    { inferenceConfig: { maxTokens: 'all' } },
  ],
  ['the model’s own if the limit is 0', 64_000, { inferenceConfig: { maxTokens: 0 } }],
  ['the model’s own if the limit is negative', 64_000, { inferenceConfig: { maxTokens: -7 } }],
  ['the model’s own if the limit is a fraction', 64_000, { inferenceConfig: { maxTokens: 1.5 } }],
  ['the model’s own for any number beyond', 64_000, { inferenceConfig: { maxTokens: 1e308 } }],
  [
    'the model’s own for any field of the model beyond',
    64_000,
    { inferenceConfig: { maxTokens: 1 }, additionalModelRequestFields: { max_tokens: 1e308 } },
  ],
])('of a Converse body is %s', (_, tokens, body) => {
  expect(readLimit(body, CLAUDE, 'converse')).toBe(tokens);
});

it.each<[string, number, JsonObject]>([
  [CLAUDE, 700, { max_tokens: 700, maxTokens: 1, inferenceConfig: { maxTokens: 1 } }],
  [NOVA, 700, { inferenceConfig: { maxTokens: 700 }, max_tokens: 1 }],
  [NOVA, 700, { inferenceConfig: { maxTokens: 1, max_new_tokens: 700 } }],
  [NOVA, 65_536, { max_tokens: 1 }],
  ['amazon.titan-text-express-v1', 700, { textGenerationConfig: { maxTokenCount: 700 } }],
  ['us.meta.llama3-1-8b-instruct-v1:0', 700, { max_gen_len: 700 }],
  ['us.meta.llama3-1-8b-instruct-v1:0', 8_192, { max_tokens: 1 }],
  ['openai.gpt-oss-120b-1:0', 700, { max_completion_tokens: 700 }],
  ['qwen.qwen3-32b-v1:0', 700, { max_tokens: 700, max_gen_len: 1 }],
  [ARN, 700, { max_tokens: 1, max_gen_len: 700, maxTokens: 2 }],
  [CLAUDE, 64_000, { max_tokens: 64_001 }],
  ['qwen.qwen3-32b-v1:0', 32_768, { max_tokens: 1e308 }],
  ['us.deepseek.r1-v1:0', 128_000, {}],
  [ARN, 1_048_576, { max_tokens: 1e308 }],
])('of a body for %s is %d in the format of its family', (baseModelId, tokens, body) => {
  expect(readLimit(body, baseModelId, 'family')).toBe(tokens);
});

it.each([
  ['us.amazon.nova-2-lite-v1:0', 65_536],
  ['amazon.nova-pro-v1:0', 10_000],
  ['us.amazon.nova-premier-v1:0', 32_000],
  ['anthropic.claude-3-haiku-20240307-v1:0', 8_192],
  ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', 131_072],
  ['us.anthropic.claude-opus-4-1-20250805-v1:0', 32_000],
  ['us.anthropic.claude-opus-4-5-20251101-v1:0', 64_000],
  ['us.anthropic.claude-opus-5-5', 128_000],
  ['meta.llama3-1-8b-instruct-v1:0', 8_192],
  ['mistral.mistral-large-3-675b-instruct', 40_000],
  ['openai.gpt-oss-120b-1:0', 128_000],
  [ARN, 131_072],
])('%s answers with at most %d tokens', (baseModelId, tokens) => {
  expect(readLimit({}, baseModelId, 'converse')).toBe(tokens);
});

it.each<[BodyFormat, number, JsonObject]>([
  ['chat-completions', 7, { max_tokens: 7 }],
  ['chat-completions', 9, { max_tokens: 7, max_completion_tokens: 9 }],
  ['chat-completions', 128_000, { max_output_tokens: 7, inferenceConfig: { maxTokens: 7 } }],
  ['chat-completions', 128_000, { max_tokens: '7' }],
  ['chat-completions', 21, { max_tokens: 7, n: 3 }],
  ['chat-completions', 7, { max_tokens: 7, n: null }],
  ['chat-completions', 896, { max_tokens: 7, n: '3' }],
  ['chat-completions', 896, { max_tokens: 7, n: 0 }],
  ['chat-completions', 896, { max_tokens: 7, n: 1.5 }],
  ['responses', 7, { max_output_tokens: 7, n: 3 }],
  ['responses', 128_000, { max_tokens: 7 }],
])('of a body of %s is %d with %j', (format, tokens, body) => {
  expect(readLimit(body, 'openai.gpt-oss-120b-1:0', format)).toBe(tokens);
});
