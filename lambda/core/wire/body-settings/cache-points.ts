import type { CatalogModel } from '../../catalog/catalog-model';
import type { Edit } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';
import type { RequestBody } from '../request-body';

const CACHE_POINT = JSON.stringify({ cachePoint: { type: 'default' } });

/** No model caches a shorter prefix; used where the model's own limit is not known. */
const LEAST_TOKENS = 1_024;
/** Rather few for a token, so that a prompt near the limit gets its points. Points of a prompt that is too short have no effect. */
const CHARACTERS_A_TOKEN = 3;

/**
 * The edits that put cache points behind the tools, the system prompt and the last turn. There are none if the caller set
 * one, the prompt is too short, or the model's family is not known to take them. Nova caches no tools.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
 */
export function placeCachePoints(
  body: RequestBody,
  model: CatalogModel | undefined,
): readonly Edit[] {
  if (!takesCachePoints(model)) return [];
  const json = body.pick('toolConfig', 'system', 'messages');
  if (hasCachePoint(json)) return [];
  const leastTokens = model?.promptCaching?.leastTokens ?? LEAST_TOKENS;
  if (body.text.length < leastTokens * CHARACTERS_A_TOKEN) return [];
  const tools = model?.invokeBody === 'anthropic' ? listTools(json) : [];
  return [
    ...append(tools, ['toolConfig', 'tools']),
    ...append(listItems(json['system']), ['system']),
    ...appendToLastTurn(json),
  ];
}

function takesCachePoints(model: CatalogModel | undefined): boolean {
  const isKnown = model?.invokeBody === 'anthropic' || model?.invokeBody === 'nova';
  return isKnown && model?.promptCaching?.supported === true;
}

function append(items: readonly unknown[], path: readonly [string, ...string[]]): readonly Edit[] {
  return items.length === 0 ? [] : [{ kind: 'append', path, json: CACHE_POINT }];
}

function appendToLastTurn({ messages }: JsonObject): readonly Edit[] {
  const last = listItems(messages).at(-1);
  if (!isJsonObject(last) || last['role'] !== 'user') return [];
  if (listItems(last['content']).length === 0) return [];
  return [{ kind: 'append', path: ['messages'], within: 'content', json: CACHE_POINT }];
}

function hasCachePoint(body: JsonObject): boolean {
  const contents = listItems(body['messages']).flatMap((message) =>
    isJsonObject(message) ? listItems(message['content']) : [],
  );
  return [...listTools(body), ...listItems(body['system']), ...contents].some(
    (item) => isJsonObject(item) && item['cachePoint'] != null,
  );
}

function listTools({ toolConfig }: JsonObject): readonly unknown[] {
  return isJsonObject(toolConfig) ? listItems(toolConfig['tools']) : [];
}

function listItems(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
