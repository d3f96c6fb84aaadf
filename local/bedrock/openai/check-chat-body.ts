import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { invalid } from '../error';
import { isFrontierModel } from './api';
import {
  checkTypes,
  type MemberTypes,
  requireMember,
  requireObjects,
  requireOneOf,
  unsupportedParameter,
} from './check-members';

const TYPES: MemberTypes = {
  messages: 'an array',
  max_completion_tokens: 'an integer',
  max_tokens: 'an integer',
  temperature: 'a number',
  top_p: 'a number',
  n: 'an integer',
  seed: 'an integer',
  reasoning_effort: 'a string',
  response_format: 'an object',
  stream_options: 'an object',
  tools: 'an array',
  parallel_tool_calls: 'a boolean',
  metadata: 'an object',
  user: 'a string',
  prompt_cache_key: 'a string',
};

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];
const FORMATS = ['text', 'json_schema', 'json_object'];

/** @throws BedrockError */
export function checkChatBody(body: JsonObject, modelId: string): void {
  requireMember(body, 'messages');
  checkTypes(body, TYPES);
  checkMessages(body['messages']);
  for (const tool of requireObjects(body['tools'] ?? [], 'tools')) checkTool(tool);
  checkFormat(body['response_format']);
  if (isJsonObject(body['stream_options']) && body['stream'] !== true) {
    throw invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.");
  }
  if (isFrontierModel(modelId)) checkFrontierMembers(body, modelId);
}

function checkMessages(value: unknown): void {
  const messages = requireObjects(value, 'messages');
  if (messages.length === 0) {
    throw invalid(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    );
  }
  messages.forEach((message, index) => {
    requireOneOf(message['role'], ROLES);
    if (message['content'] === undefined && message['role'] !== 'assistant') {
      throw invalid(`Missing required parameter: 'messages[${index}].content'.`);
    }
  });
}

function checkTool(tool: JsonObject): void {
  requireOneOf(tool['type'], ['function', 'custom']);
  const named = tool[String(tool['type'])];
  if (isJsonObject(named) && typeof named['name'] === 'string') return;
  throw invalid(`Missing required parameter: 'tools[].${String(tool['type'])}.name'.`);
}

function checkFormat(format: unknown): void {
  if (!isJsonObject(format)) return;
  requireOneOf(format['type'], FORMATS);
  const named = format['json_schema'];
  if (format['type'] === 'json_schema' && !(isJsonObject(named) && isJsonObject(named['schema']))) {
    throw invalid("Missing required parameter: 'response_format.json_schema'.");
  }
}

/** Seen in live Bedrock for GPT-5.6: tools need `reasoning_effort: "none"` in this API. */
function checkFrontierMembers(body: JsonObject, modelId: string): void {
  if (typeof body['max_tokens'] === 'number') {
    throw unsupportedParameter('max_tokens', 'max_completion_tokens');
  }
  checkTemperature(body['temperature']);
  const hasTools = Array.isArray(body['tools']) && body['tools'].length > 0;
  if (hasTools && body['reasoning_effort'] !== 'none') {
    throw invalid(
      `Function tools with reasoning_effort are not supported for ${modelId} in /v1/chat/completions. Please use /v1/responses instead.`,
    );
  }
}

/** @throws BedrockError */
export function checkTemperature(temperature: unknown): void {
  if (typeof temperature !== 'number' || temperature === 1) return;
  throw invalid(
    `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
  );
}
