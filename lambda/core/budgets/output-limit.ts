import { stripProfilePrefix } from '../catalog/tier-support';
import { isJsonObject, type JsonObject } from '../json/json-object';
import type { BodyFormat } from '../wire/wire';

/** Members of a body that may hold the most tokens wanted, each as a path. */
type Paths = readonly (readonly string[])[];

const NOVA: Paths = [
  ['inferenceConfig', 'maxTokens'],
  ['inferenceConfig', 'max_new_tokens'],
];
const OPEN_AI: Paths = [['max_tokens'], ['max_completion_tokens']];

/**
 * What a family reads; anything else in its body is nothing to it.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
 */
const FAMILIES: readonly (readonly [family: RegExp, paths: Paths])[] = [
  [/^anthropic\./, [['max_tokens']]],
  [/^amazon\.nova-/, NOVA],
  [/^amazon\.titan-/, [['textGenerationConfig', 'maxTokenCount']]],
  [/^meta\./, [['max_gen_len']]],
  [/^(openai|qwen|mistral|deepseek|google|minimax|moonshot|nvidia|zai)\./, OPEN_AI],
];

const ALL: Paths = [
  ...FAMILIES.flatMap(([, paths]) => paths),
  ['maxTokens'],
  ['max_new_tokens'],
  ['maxNewTokens'],
  ['max_tokens_to_sample'],
];

/** No model answers longer; a number beyond it is counted as this, so that a bound stays a number. */
const MOST_TOKENS = 1_048_576;

/**
 * The most tokens that an answer may have: what the body asks for where the model reads it, else what the model can. A
 * member that nothing is known of may raise it, and never lower it.
 */
export function readOutputLimit(body: JsonObject, baseModelId: string, format: BodyFormat): number {
  const longest = lookUpLongestOutput(baseModelId);
  if (format === 'family') return findGreatest(body, findPaths(baseModelId)) ?? longest;
  const asked = findGreatest(body, [['inferenceConfig', 'maxTokens']]) ?? longest;
  const fields = body['additionalModelRequestFields'];
  return Math.max(asked, isJsonObject(fields) ? (findGreatest(fields, ALL) ?? 0) : 0);
}

/** An ARN does not tell its family. */
function findPaths(baseModelId: string): Paths {
  const model = stripProfilePrefix(baseModelId);
  return FAMILIES.find(([family]) => family.test(model))?.[1] ?? ALL;
}

function findGreatest(body: JsonObject, paths: Paths): number | undefined {
  const asked = paths
    .map((path) => readMember(body, path))
    .filter((value): value is number => Number.isInteger(value))
    .filter((value) => value > 0);
  return asked.length === 0 ? undefined : Math.min(Math.max(...asked), MOST_TOKENS);
}

function readMember(body: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isJsonObject(value) ? value[name] : undefined),
    body,
  );
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
