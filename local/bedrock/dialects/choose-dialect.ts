import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { malformedInput } from '../error';
import type { BedrockOperation } from '../operation';
import type { ModelReference } from '../requests/model-reference';
import type { Dialect } from '../wire/completion';
import { anthropicDialect } from './anthropic';
import { converseDialect } from './converse';
import { llamaDialect } from './llama';
import { novaDialect } from './nova';
import { openaiDialect } from './openai';

/** Chooses the format of a request body. */
export function chooseDialect(
  operation: BedrockOperation,
  { model }: ModelReference,
  body: JsonObject,
): Dialect {
  if (operation === 'Converse' || operation === 'ConverseStream') return converseDialect;
  return model === undefined ? chooseByBody(body) : chooseByModel(model, body);
}

/**
 * Chooses the format of a model. For Mistral and others, Bedrock also accepts their own formats with `prompt` instead of
 * `messages`. The emulator accepts only OpenAI chat completions for them.
 */
function chooseByModel(model: string, body: JsonObject): Dialect {
  switch (findModel(BUILT_IN_CATALOG, model)?.invokeBody) {
    case undefined:
      return chooseByBody(body);
    case 'anthropic':
      return anthropicDialect;
    case 'nova':
      return novaDialect;
    case 'llama':
      return 'prompt' in body ? llamaDialect : openaiDialect;
    default:
      return openaiDialect;
  }
}

function chooseByBody(body: JsonObject): Dialect {
  if ('anthropic_version' in body) return anthropicDialect;
  if ('schemaVersion' in body || 'inferenceConfig' in body) return novaDialect;
  if ('messages' in body) return openaiDialect;
  throw malformedInput('#: required key [messages] not found');
}
