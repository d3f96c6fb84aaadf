import type { CatalogModel } from '../../catalog/catalog-model';
import type { Edit } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';
import { listDifferences, replaceMembers } from '../../json/merge-objects';
import type { ThinkingSettings } from '../../settings/operation/operation-settings';

const FIELDS = 'additionalModelRequestFields';

/** The members of a Converse body that {@link placeThinking} reads. */
export const THINKING_MEMBERS = [FIELDS, 'inferenceConfig', 'toolConfig'];

/** Members of the caller's by which it decides itself. */
const OWN_DECISIONS = ['thinking', 'reasoningConfig', 'reasoning_effort', 'output_config'];

/** With this beta, Claude 4 thinks between calls of tools. Later models do so without it. */
const INTERLEAVED_BETA = 'interleaved-thinking-2025-05-14';

/** Nova takes a word for the effort. `high` allows no limit of the reply, so that it is not used. */
const MEDIUM_EFFORT_TOKENS = 8_192;

/** Claude refuses these together with thinking. */
const REFUSED_SAMPLING = [
  ['inferenceConfig', 'temperature'],
  ['inferenceConfig', 'topP'],
  [FIELDS, 'top_k'],
] as const;

/** `left-out` if the model takes no thinking, or not in this request. */
export type PlacedThinking = readonly Edit[] | 'left-out';

/**
 * The edits by which a Converse body asks a model to think, where the model's family takes it. A caller that decides on
 * thinking itself is left alone.
 *
 * | The catalog's `thinkingForm` | Written below `additionalModelRequestFields`                    |
 * |------------------------------|-----------------------------------------------------------------|
 * | `budget`                     | `"thinking": {"type": "enabled", "budget_tokens": 4000}`        |
 * | `adaptive`                   | `"thinking": {"type": "adaptive"}`: the model decides how much  |
 * | `effort`                     | `"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}` |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html
 */
export function placeThinking(
  body: JsonObject,
  model: CatalogModel | undefined,
  thinking: ThinkingSettings | undefined,
): PlacedThinking {
  const fields = readObject(body, FIELDS);
  if (thinking === undefined || OWN_DECISIONS.some((name) => fields[name] != null)) return [];
  const asked = askModel(fields, model, thinking);
  if (asked === undefined || (isClaude(model) && forcesTool(body))) return 'left-out';
  const maxTokens = raiseMaxTokens(body, model, thinking);
  const wanted = replaceMembers(body, {
    [FIELDS]: asked,
    ...(maxTokens === undefined ? {} : { inferenceConfig: { maxTokens } }),
  });
  return [...listDifferences(body, wanted), ...(isClaude(model) ? removeSampling(body) : [])];
}

/**
 * The limit of the reply with which Claude accepts the budget: the reply keeps its own limit beside the thinking, as far
 * as the model can write. Undefined if the request's own limit can stay.
 */
export function raiseMaxTokens(
  body: JsonObject,
  model: CatalogModel | undefined,
  { budgetTokens }: ThinkingSettings,
): number | undefined {
  const { maxTokens } = readObject(body, 'inferenceConfig');
  if (model?.thinkingForm !== 'budget' || typeof maxTokens !== 'number') return undefined;
  if (maxTokens > budgetTokens) return undefined;
  return Math.min(maxTokens + budgetTokens, model.outputTokens ?? Number.POSITIVE_INFINITY);
}

function askModel(
  fields: JsonObject,
  model: CatalogModel | undefined,
  { budgetTokens, interleaved }: ThinkingSettings,
): JsonObject | undefined {
  switch (model?.thinkingForm) {
    case 'adaptive':
      return { thinking: { type: 'adaptive' } };
    case 'effort': {
      const maxReasoningEffort = budgetTokens < MEDIUM_EFFORT_TOKENS ? 'low' : 'medium';
      return { reasoningConfig: { type: 'enabled', maxReasoningEffort } };
    }
    case 'budget': {
      if (budgetTokens >= (model.outputTokens ?? Number.POSITIVE_INFINITY)) return undefined;
      const asked = { thinking: { type: 'enabled', budget_tokens: budgetTokens } };
      return interleaved ? { ...asked, anthropic_beta: addBeta(fields['anthropic_beta']) } : asked;
    }
    default:
      return undefined;
  }
}

function addBeta(written: unknown): readonly unknown[] {
  const betas: readonly unknown[] = Array.isArray(written) ? written : [];
  return betas.includes(INTERLEAVED_BETA) ? betas : [...betas, INTERLEAVED_BETA];
}

function isClaude(model: CatalogModel | undefined): boolean {
  return model?.invokeBody === 'anthropic';
}

/** Claude refuses thinking when a tool must be called. */
function forcesTool(body: JsonObject): boolean {
  const choice = readObject(readObject(body, 'toolConfig'), 'toolChoice');
  return choice['any'] != null || choice['tool'] != null;
}

function removeSampling(body: JsonObject): readonly Edit[] {
  return REFUSED_SAMPLING.filter(([parent, name]) =>
    Object.hasOwn(readObject(body, parent), name),
  ).map((path) => ({ kind: 'remove', path }));
}

function readObject(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}
