import type { CatalogModel } from '../../catalog/catalog-model';
import { type Edit, fillIn } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';

const MEMBER = 'additionalModelRequestFields';

/**
 * The edits that write `topK` into a Converse body where the model takes it. The caller's own fields stay: Nova's
 * `inferenceConfig` among them may have more than `topK`.
 */
export function writeTopK(
  body: JsonObject,
  model: CatalogModel | undefined,
  topK: unknown,
): readonly Edit[] {
  const fields = topK === undefined ? undefined : placeTopK(model, topK);
  if (fields === undefined) return [];
  if (!Object.hasOwn(body, MEMBER) || isJsonObject(body[MEMBER])) {
    return fillIn(body, { [MEMBER]: fields });
  }
  return [{ kind: 'set', path: [MEMBER], json: JSON.stringify(fields) }];
}

/**
 * Places `topK` where the model takes it, because Converse's inferenceConfig has no such member. Undefined if the model
 * takes none or is not known.
 *
 * @see https://docs.aws.amazon.com/nova/latest/userguide/using-converse-api.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
 */
function placeTopK(model: CatalogModel | undefined, topK: unknown): JsonObject | undefined {
  switch (model?.topK) {
    case 'inferenceConfig.topK':
      return { inferenceConfig: { topK } };
    case 'top_k':
      return { top_k: topK };
    default:
      return undefined;
  }
}
