import { stripProfilePrefix } from '../catalog/tier-support';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';

/**
 * The Converse request with `topK` where the model that is to read it takes it. What the caller's own
 * `additionalModelRequestFields` say stays: Nova's `inferenceConfig` in them may have more than `topK`.
 */
export function writeTopK(text: string, baseModelId: string, topK: unknown): string {
  if (topK === undefined) return text;
  const place = placeTopK(baseModelId, topK);
  const request = parseJsonObject(text);
  if (place === undefined || request === undefined) return text;
  const own = request['additionalModelRequestFields'];
  const fields = isJsonObject(own) ? layOver(place, own) : place;
  return JSON.stringify({ ...request, additionalModelRequestFields: fields });
}

/** The second wins, and objects that both have under one name are laid over each other, too. */
function layOver(base: JsonObject, own: JsonObject): JsonObject {
  const shared = Object.entries(base).flatMap(([name, value]) => {
    const ownValue = own[name];
    return isJsonObject(value) && isJsonObject(ownValue)
      ? [[name, { ...value, ...ownValue }] as const]
      : [];
  });
  return { ...base, ...own, ...Object.fromEntries(shared) };
}

/**
 * Where a model family takes `topK`, which is no member of Converse's inferenceConfig; undefined where it takes none.
 * A model behind an application inference profile's ARN cannot be told, and gets none.
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
