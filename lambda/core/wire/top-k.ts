import { stripProfilePrefix } from '../ids/profile-prefix';
import { type Edit, fillIn } from '../json/edit';
import { isJsonObject, type JsonObject } from '../json/json-object';

const MEMBER = 'additionalModelRequestFields';

/**
 * The edits that write `topK` into a Converse body where the model takes it. The caller's own fields stay: Nova's
 * `inferenceConfig` among them may have more than `topK`.
 */
export function writeTopK(body: JsonObject, baseModelId: string, topK: unknown): readonly Edit[] {
  const fields = topK === undefined ? undefined : placeTopK(baseModelId, topK);
  if (fields === undefined) return [];
  if (!Object.hasOwn(body, MEMBER) || isJsonObject(body[MEMBER])) {
    return fillIn(body, { [MEMBER]: fields });
  }
  return [{ kind: 'set', path: [MEMBER], json: JSON.stringify(fields) }];
}

/**
 * Places `topK` where the model's family takes it, because Converse's inferenceConfig has no such member. Undefined if the
 * family takes none. The ARN of an application inference profile does not name the model, so it gets none.
 *
 * @see https://docs.aws.amazon.com/nova/latest/userguide/using-converse-api.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
 */
export function placeTopK(baseModelId: string, topK: unknown): JsonObject | undefined {
  const model = stripProfilePrefix(baseModelId.slice(baseModelId.lastIndexOf('/') + 1));
  if (model.startsWith('amazon.nova')) return { inferenceConfig: { topK } };
  if (model.startsWith('anthropic.')) return { top_k: topK };
  return undefined;
}
