import { isJsonObject, type JsonObject } from '../json-object';
import { stripProfilePrefix } from '../tier-support';

/** What a body calls the most tokens that it wants, and where, over all vendors. */
const NAMES = [
  'maxTokens',
  'max_tokens',
  'max_new_tokens',
  'maxNewTokens',
  'max_gen_len',
  'max_completion_tokens',
  'max_tokens_to_sample',
  'maxTokenCount',
];
const PLACES = ['inferenceConfig', 'additionalModelRequestFields', 'textGenerationConfig'];

/**
 * The most tokens that an answer may have: what the body asks for, the greatest where it says so twice; else what the
 * model can.
 */
export function readOutputLimit(body: JsonObject, baseModelId: string): number {
  const asked = [body, ...PLACES.map((place) => body[place])]
    .filter(isJsonObject)
    .flatMap((members) => NAMES.map((name) => members[name]))
    .filter((value): value is number => typeof value === 'number' && Number.isInteger(value));
  const most = Math.max(0, ...asked);
  return most > 0 ? most : lookUpLongestOutput(baseModelId);
}

/**
 * Families of models by their longest output, from the first that fits. What is new or not listed counts as the last.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html and the models' own pages; beside
 * them litellm 1.109.1, model_prices_and_context_window_backup.json, as of November 2026. Where they differ, the greater
 */
const LONGEST_OUTPUTS: readonly (readonly [family: RegExp, tokens: number])[] = [
  [/^amazon\.nova-2-/, 65_536],
  [/^amazon\.nova-premier-/, 32_000],
  [/^amazon\.nova-(micro|lite|pro)-v1/, 10_000],
  [/^anthropic\.claude-3-(5-|haiku|sonnet|opus)/, 8_192],
  [/^anthropic\.claude-opus-4-(1-)?2025/, 32_000],
  [/^anthropic\.claude-(sonnet-4-[2-5]|haiku-4-5|opus-4-5)/, 64_000],
  [/^meta\.llama/, 8_192],
  [/^mistral\.(magistral|ministral|mistral|mixtral|voxtral|pixtral)/, 40_000],
];
const LONGEST_OUTPUT = 131_072;

/** An ARN does not tell its model. */
export function lookUpLongestOutput(baseModelId: string): number {
  const model = stripProfilePrefix(baseModelId);
  return LONGEST_OUTPUTS.find(([family]) => family.test(model))?.[1] ?? LONGEST_OUTPUT;
}
