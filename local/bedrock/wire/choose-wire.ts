import { malformedInput } from '../bedrock-error';
import type { BedrockOperation } from '../bedrock-operation';
import type { ModelReference } from '../model-reference';
import { anthropicDialect } from './anthropic-wire';
import type { Dialect } from './completion';
import { converseDialect } from './converse-wire';
import type { JsonObject } from './json-members';
import { novaDialect } from './nova-wire';
import { openaiDialect } from './openai-wire';

/** What to read a request's body as. */
export function chooseDialect(
  operation: BedrockOperation,
  { model }: ModelReference,
  body: JsonObject,
): Dialect {
  if (operation === 'Converse' || operation === 'ConverseStream') return converseDialect;
  return model === undefined ? chooseByBody(body) : chooseByFamily(model);
}

/**
 * Llama, Mistral and other families have formats of their own on Bedrock too (`prompt` instead of `messages`);
 * the emulator takes them as OpenAI chat completions only.
 */
function chooseByFamily(model: string): Dialect {
  if (model.startsWith('anthropic.')) return anthropicDialect;
  if (model.startsWith('amazon.')) return novaDialect;
  return openaiDialect;
}

function chooseByBody(body: JsonObject): Dialect {
  if ('anthropic_version' in body) return anthropicDialect;
  if ('schemaVersion' in body || 'inferenceConfig' in body) return novaDialect;
  if ('messages' in body) return openaiDialect;
  throw malformedInput('#: required key [messages] not found');
}
