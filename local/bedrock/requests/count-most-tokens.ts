import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import type { Prompt } from '../wire/prompt';
import { countPromptTokens } from '../wire/token-usage';

/** What a request reserves of a quota: a prompt without a limit reserves the longest reply of its model. */
export function countMostTokens(modelId: string, { parts, maxTokens }: Prompt): number {
  const longest = findModel(BUILT_IN_CATALOG, modelId)?.outputTokens ?? 0;
  return countPromptTokens(parts) + (maxTokens ?? longest);
}
