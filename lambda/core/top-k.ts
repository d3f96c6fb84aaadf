import type { JsonObject } from './json-object';
import { stripProfilePrefix } from './tier-support';

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
