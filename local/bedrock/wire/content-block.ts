import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { type PromptPart, structurePart } from './prompt';

const MEDIA_MEMBERS = ['image', 'document', 'video', 'audio'];

/** Reads a content block in the form that Converse and the Nova models share. */
export function readContentBlock(block: JsonObject): PromptPart {
  if (typeof block['text'] === 'string') return { kind: 'text', text: block['text'] };
  const cachePoint = block['cachePoint'];
  if (isJsonObject(cachePoint)) {
    return { kind: 'cache-point', ttl: cachePoint['ttl'] === '1h' ? '1h' : '5m' };
  }
  const base64 = findInlineBytes(block);
  return base64 === undefined ? structurePart(block) : { kind: 'media', base64 };
}

function findInlineBytes(block: JsonObject): string | undefined {
  for (const member of MEDIA_MEMBERS) {
    const media = block[member];
    const source = isJsonObject(media) ? media['source'] : undefined;
    const bytes = isJsonObject(source) ? source['bytes'] : undefined;
    if (typeof bytes === 'string') return bytes;
  }
  return undefined;
}
