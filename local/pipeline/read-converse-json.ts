import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';

const SHOWN_CHARACTERS = 200;

/**
 * Reads the JSON object in a reply. Joins the text blocks, skips reasoning, and removes a Markdown fence.
 *
 * @param replyBody the decoded body of a Converse response
 * @throws Error that quotes the reply if it contains no JSON object
 */
export function readConverseJson(replyBody: unknown): JsonObject {
  const content = member(member(member(replyBody, 'output'), 'message'), 'content');
  if (!Array.isArray(content)) throw new Error(`not a Converse response: ${show(replyBody)}`);
  const text = content.map(readText).join('');
  const answer = parseJsonObject(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, ''));
  if (answer !== undefined) return answer;
  throw new Error(`the model did not answer with a JSON object: ${show(text)}`);
}

function readText(block: unknown): string {
  const text = member(block, 'text');
  return typeof text === 'string' ? text : '';
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
