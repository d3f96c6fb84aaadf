import { stripProfilePrefix } from '../ids/profile-prefix';
import { isJsonObject, type JsonObject } from '../json/json-object';
import type { BodyFormat } from '../wire/wire';

/** Paths of the members that may limit the length of a reply. */
type Paths = readonly (readonly string[])[];

const NOVA: Paths = [
  ['inferenceConfig', 'maxTokens'],
  ['inferenceConfig', 'max_new_tokens'],
];
const OPEN_AI: Paths = [['max_tokens'], ['max_completion_tokens']];

/**
 * The members that each family reads; it ignores the others.
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

/** No model writes a longer reply. A greater limit counts as this one, so that a bound remains finite. */
const MOST_TOKENS = 1_048_576;

/**
 * The most tokens that a reply may have: the limit in the body if the model reads it, otherwise the model's own. A member
 * of unknown effect may raise the limit but never lower it.
 */
export function readOutputLimit(body: JsonObject, baseModelId: string, format: BodyFormat): number {
  const longest = lookUpLongestOutput(baseModelId);
  if (format === 'family') return findGreatest(body, findPaths(baseModelId)) ?? longest;
  const asked = findGreatest(body, [['inferenceConfig', 'maxTokens']]) ?? longest;
  const fields = body['additionalModelRequestFields'];
  return Math.max(asked, isJsonObject(fields) ? (findGreatest(fields, ALL) ?? 0) : 0);
}

/** An ARN does not name the model's family. */
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
 * The longest output by family; the first match counts. Models that are not listed have {@link LONGEST_OUTPUT}.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html and the models' own pages; and
 * litellm 1.109.1, model_prices_and_context_window_backup.json, as of November 2026. If they differ, the greater counts
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

/** An ARN does not name its model. */
function lookUpLongestOutput(baseModelId: string): number {
  const model = stripProfilePrefix(baseModelId);
  return LONGEST_OUTPUTS.find(([family]) => family.test(model))?.[1] ?? LONGEST_OUTPUT;
}
