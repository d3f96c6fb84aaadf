import type { CatalogModel } from '../catalog/catalog-model';
import { isJsonObject, type JsonObject } from '../json/json-object';
import type { OpenAiApi } from '../wire/bedrock-action';
import type { BodyFormat } from '../wire/wire';

/** Paths of the members that may limit the length of a reply. */
type Paths = readonly (readonly string[])[];

const OPEN_AI: Paths = [['max_tokens'], ['max_completion_tokens']];

/**
 * The members that a model reads in a body of its own; it ignores the others.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
 */
const LIMITS: Readonly<Record<Exclude<CatalogModel['invokeBody'], 'other' | undefined>, Paths>> = {
  anthropic: [['max_tokens']],
  nova: [
    ['inferenceConfig', 'maxTokens'],
    ['inferenceConfig', 'max_new_tokens'],
  ],
  titan: [['textGenerationConfig', 'maxTokenCount']],
  llama: [['max_gen_len']],
  mistral: OPEN_AI,
  cohere: [['max_tokens']],
  ai21: [['max_tokens'], ['maxTokens']],
  openai: OPEN_AI,
};

const ALL: Paths = [
  ...Object.values(LIMITS).flat(),
  ['max_new_tokens'],
  ['maxNewTokens'],
  ['max_tokens_to_sample'],
];

/** The members that limit a reply in OpenAI's APIs, whatever the model. */
const OPENAI_APIS: Readonly<Record<OpenAiApi, Paths>> = {
  'chat-completions': OPEN_AI,
  responses: [['max_output_tokens']],
};

/** The number of replies that a request of Chat Completions asks for. */
const REPLIES = 'n';

/** OpenAI's limit. It counts if a value is not a number, because readers differ in what they make of that. */
const MOST_REPLIES = 128;

const CONVERSE: Paths = [['inferenceConfig', 'maxTokens']];
const FIELDS = 'additionalModelRequestFields';

/** The outermost members of bodies of any API in which {@link readOutputLimit} finds a limit. */
export const LIMITING_MEMBERS = [
  ...new Set(
    [...ALL, ...CONVERSE, ...OPENAI_APIS.responses, [REPLIES], [FIELDS]].map(([name = '']) => name),
  ),
];

/** No model writes a longer reply. A greater limit counts as this one, so that a bound remains finite. */
const MOST_TOKENS = 1_048_576;

/** The longest reply of a model of which it is not known. */
const UNKNOWN_OUTPUT_TOKENS = 131_072;

/**
 * The most tokens that a reply may have: the limit in the body if the model reads it, but no more than the model can
 * write. A member of unknown effect may raise the limit but never lower it.
 *
 * @param model undefined if it is not listed, or if an ARN does not name it
 */
export function readOutputLimit(
  body: JsonObject,
  model: CatalogModel | undefined,
  format: BodyFormat,
): number {
  const most = model?.outputTokens ?? model?.contextTokens ?? MOST_TOKENS;
  const longest = model?.outputTokens ?? UNKNOWN_OUTPUT_TOKENS;
  if (format === 'chat-completions' || format === 'responses') {
    const limit = Math.min(most, findGreatest(body, OPENAI_APIS[format]) ?? longest);
    return format === 'responses' ? limit : limit * countReplies(body[REPLIES]);
  }
  if (format === 'family') return Math.min(most, findGreatest(body, listPaths(model)) ?? longest);
  const asked = findGreatest(body, CONVERSE) ?? longest;
  const fields = body[FIELDS];
  const askedByField = isJsonObject(fields) ? (findGreatest(fields, ALL) ?? 0) : 0;
  return Math.min(most, Math.max(asked, askedByField));
}

function countReplies(value: unknown): number {
  if (value === undefined || value === null) return 1;
  const isCount = typeof value === 'number' && Number.isInteger(value) && value > 0;
  return isCount ? Math.min(value, MOST_TOKENS) : MOST_REPLIES;
}

function listPaths({ invokeBody = 'other' }: Pick<CatalogModel, 'invokeBody'> = {}): Paths {
  return invokeBody === 'other' ? ALL : LIMITS[invokeBody];
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
