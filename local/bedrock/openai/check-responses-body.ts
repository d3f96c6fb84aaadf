import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { invalid } from '../error';
import { isFrontierModel } from './api';
import { checkTemperature } from './check-chat-body';
import {
  checkTypes,
  type MemberTypes,
  requireMember,
  requireObjects,
  requireOneOf,
} from './check-members';

const TYPES: MemberTypes = {
  instructions: 'a string',
  max_output_tokens: 'an integer',
  temperature: 'a number',
  top_p: 'a number',
  reasoning: 'an object',
  text: 'an object',
  tools: 'an array',
  include: 'an array',
  parallel_tool_calls: 'a boolean',
  store: 'a boolean',
  background: 'a boolean',
  previous_response_id: 'a string',
  metadata: 'an object',
  prompt_cache_key: 'a string',
};

const LEAST_OUTPUT_TOKENS = 16;
const ITEM_TYPES = [
  'message',
  'reasoning',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
];
/** A `namespace` has functions. */
const CLIENT_TOOLS: readonly unknown[] = ['function', 'custom', 'namespace'];
const FORMATS = ['text', 'json_schema', 'json_object'];

/** @throws BedrockError */
export function checkResponsesBody(body: JsonObject, modelId: string): void {
  requireMember(body, 'input');
  checkTypes(body, TYPES);
  checkInput(body['input']);
  for (const tool of requireObjects(body['tools'] ?? [], 'tools')) checkTool(tool);
  checkFormat(isJsonObject(body['text']) ? body['text']['format'] : undefined);
  const most = body['max_output_tokens'];
  if (typeof most === 'number' && most < LEAST_OUTPUT_TOKENS) {
    throw invalid(
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${LEAST_OUTPUT_TOKENS}, but got ${most} instead.`,
    );
  }
  if (body['background'] === true) throw invalid('background is not supported');
  if (isFrontierModel(modelId)) checkTemperature(body['temperature']);
}

function checkInput(input: unknown): void {
  if (typeof input === 'string') return;
  for (const item of requireObjects(input, 'input')) {
    requireOneOf(item['type'] ?? 'message', ITEM_TYPES);
    if (item['type'] === 'function_call_output' && typeof item['call_id'] !== 'string') {
      throw invalid("Missing required parameter: 'input[].call_id'.");
    }
  }
}

/** Bedrock runs no tools of its own here. The words about web search were seen in live Bedrock. */
function checkTool({ type, name }: JsonObject): void {
  if (!CLIENT_TOOLS.includes(type)) {
    throw invalid(
      `${String(type)
        .replace(/_\d.*$/, '')
        .replaceAll('_', ' ')} is not supported`,
    );
  }
  if (typeof name !== 'string') throw invalid("Missing required parameter: 'tools[].name'.");
}

function checkFormat(format: unknown): void {
  if (!isJsonObject(format)) return;
  requireOneOf(format['type'], FORMATS);
  if (format['type'] === 'json_schema' && !isJsonObject(format['schema'])) {
    throw invalid("Missing required parameter: 'text.format.schema'.");
  }
}
