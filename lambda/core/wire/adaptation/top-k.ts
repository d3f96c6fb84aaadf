import type { CatalogModel } from '../../catalog/catalog-model';
import { type Edit, fillIn } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';

const MEMBER = 'additionalModelRequestFields';
const THINKING_TYPES: readonly unknown[] = ['enabled', 'adaptive'];

/**
 * The edits that write `topK` into a Converse body where the model takes it. The caller's own fields stay: Nova's
 * `inferenceConfig` among them may have more than `topK`.
 */
export function writeTopK(
  body: JsonObject,
  model: CatalogModel | undefined,
  topK: unknown,
): readonly Edit[] {
  if (topK === undefined || !takesTopK(body, model)) return [];
  const fields = placeTopK(model, topK);
  if (!Object.hasOwn(body, MEMBER) || isJsonObject(body[MEMBER])) {
    return fillIn(body, { [MEMBER]: fields });
  }
  return [{ kind: 'set', path: [MEMBER], json: JSON.stringify(fields) }];
}

/** Whether a model is known to take `topK` beside the rest of the body: Claude refuses it together with thinking. */
export function takesTopK(body: JsonObject, model: CatalogModel | undefined): boolean {
  if (model?.topK !== 'top_k') return model?.topK === 'inferenceConfig.topK';
  const fields = body[MEMBER];
  const thinking = isJsonObject(fields) ? fields['thinking'] : undefined;
  return !isJsonObject(thinking) || !THINKING_TYPES.includes(thinking['type']);
}

/**
 * Places `topK` where the model takes it, because Converse's inferenceConfig has no such member.
 *
 * @see https://docs.aws.amazon.com/nova/latest/userguide/using-converse-api.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
 */
function placeTopK(model: CatalogModel | undefined, topK: unknown): JsonObject {
  return model?.topK === 'top_k' ? { top_k: topK } : { inferenceConfig: { topK } };
}
