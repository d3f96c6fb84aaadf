import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { joinText, type Prompt, type PromptPart, structurePart } from '../wire/prompt';
import { type CallableFunction, countReasoningTokens, demandReply } from './demand-reply';

const SYSTEM_ROLES: readonly unknown[] = ['system', 'developer'];
const BASE64_URL = /^data:[^,]*;base64,/;

interface Item {
  readonly role: unknown;
  readonly parts: readonly PromptPart[];
}

/**
 * @param conversation what the request continues
 * @throws BedrockError if the function to call is unknown
 */
export function readResponsesPrompt(body: JsonObject, conversation: readonly PromptPart[]): Prompt {
  const items = listItems(body);
  const user = items.filter(({ role }) => role === 'user').flatMap(({ parts }) => parts);
  const system = items.filter(({ role }) => SYSTEM_ROLES.includes(role));
  const tools = Array.isArray(body['tools']) ? body['tools'] : [];
  const { max_output_tokens: most, reasoning } = body;
  return {
    system: joinText(system.flatMap(({ parts }) => parts)),
    user: joinText(user),
    parts: [...tools.map(structurePart), ...conversation, ...listParts(items, body)],
    maxTokens: typeof most === 'number' ? most : undefined,
    demand: demandReply(readConditions(body, items)),
    reasoningTokens: countReasoningTokens(
      isJsonObject(reasoning) ? reasoning['effort'] : undefined,
    ),
  };
}

function listItems({ instructions, input }: JsonObject): readonly Item[] {
  const system = typeof instructions === 'string' ? [textItem('system', instructions)] : [];
  if (!Array.isArray(input)) return [...system, textItem('user', String(input))];
  return [...system, ...input.filter(isJsonObject).map(readItem)];
}

function textItem(role: string, text: string): Item {
  return { role, parts: [{ kind: 'text', text }] };
}

function readItem(item: JsonObject): Item {
  const { role, content } = item;
  if (role === undefined) return { role: undefined, parts: [structurePart(item)] };
  if (typeof content === 'string') return textItem(String(role), content);
  const blocks = Array.isArray(content) ? content.filter(isJsonObject) : [];
  return { role, parts: blocks.map(readBlock) };
}

function readBlock(block: JsonObject): PromptPart {
  const { text, image_url: url } = block;
  if (typeof text === 'string') return { kind: 'text', text };
  if (typeof url === 'string' && BASE64_URL.test(url)) {
    return { kind: 'media', base64: url.replace(BASE64_URL, '') };
  }
  return structurePart(block);
}

/** As in chat completions, only a request that names a cache has one. */
function listParts(items: readonly Item[], { prompt_cache_key: key }: JsonObject): PromptPart[] {
  const parts = items.map((item) => item.parts);
  if (typeof key !== 'string') return parts.flat();
  const cachePoint: PromptPart = { kind: 'cache-point', ttl: '30m' };
  return [...parts.slice(0, -1).flat(), cachePoint, ...parts.slice(-1).flat()];
}

function readConditions({ tools, tool_choice: choice, text }: JsonObject, items: readonly Item[]) {
  const last = items.at(-1);
  return {
    functions: listFunctions(tools),
    choice: String((isJsonObject(choice) ? choice['name'] : choice) ?? 'auto'),
    question: last?.role === 'user' ? joinText(last.parts) : undefined,
    schema: readSchema(isJsonObject(text) ? text['format'] : undefined),
  };
}

function listFunctions(tools: unknown): readonly CallableFunction[] {
  if (!Array.isArray(tools)) return [];
  return tools
    .filter(isJsonObject)
    .filter(({ type }) => type === 'function')
    .map(({ name, parameters }) => ({ name: String(name), parameters }));
}

function readSchema(format: unknown): JsonObject | undefined {
  if (!isJsonObject(format)) return undefined;
  if (format['type'] === 'json_object') return { type: 'object' };
  return isJsonObject(format['schema']) ? format['schema'] : undefined;
}
