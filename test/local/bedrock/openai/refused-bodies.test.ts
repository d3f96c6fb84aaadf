import { expect, it } from 'vitest';
import { ASTRA, GPT_OSS, MESSAGES, QUESTION } from '../../../clients/openai/client';
import { ask, askJson, readJson } from '../ask';
import { CLAUDE, NOVA } from '../share-emulator';
import { SharedOpenai } from './share-openai';

const bedrock = new SharedOpenai();

const CHAT = '/openai/v1/chat/completions';
const RESPONSES = '/openai/v1/responses';

const INVALID = { type: 'invalid_request_error', param: null, code: 'validation_error' };
const INVALID_TIER = 'service tier provided is invalid';
const UNSUPPORTED_TIER = 'The provided service tier is not supported for this model';
const NO_MODEL = 'The provided model identifier is invalid.';
const TOOL = { type: 'function', function: { name: 'save_class' } };

async function refuse(path: string, members: object) {
  const [defaults, body] =
    path === CHAT ? [GPT_OSS, { messages: MESSAGES }] : [ASTRA, { input: QUESTION }];
  const answer = await askJson(bedrock.url + path, { model: defaults, ...body, ...members });
  return [answer.status, readJson(answer)];
}

it.each<readonly [string, object, string]>([
  [CHAT, { model: undefined }, "Missing required parameter: 'model'."],
  [CHAT, { model: '' }, NO_MODEL],
  [CHAT, { model: 'extraction' }, NO_MODEL],
  [CHAT, { model: `${GPT_OSS}:flex` }, NO_MODEL],
  [CHAT, { model: 7 }, "Invalid type for 'model': expected a string, but got a number instead."],
  [CHAT, { messages: null }, "Missing required parameter: 'messages'."],
  [
    CHAT,
    { messages: 'Hi' },
    "Invalid type for 'messages': expected an array, but got a string instead.",
  ],
  [CHAT, { messages: ['Hi'] }, "Invalid type for 'messages[0]': expected an object."],
  [CHAT, { messages: [{ role: 'user' }] }, "Missing required parameter: 'messages[0].content'."],
  [
    CHAT,
    { stream: 'yes' },
    "Invalid type for 'stream': expected a boolean, but got a string instead.",
  ],
  [
    CHAT,
    { stream_options: { include_usage: true } },
    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
  ],
  [CHAT, { tools: [{ type: 'function' }] }, "Missing required parameter: 'tools[].function.name'."],
  [
    CHAT,
    { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'delete' } } },
    "Tool choice 'delete' not found in 'tools' parameter.",
  ],
  [
    CHAT,
    { response_format: { type: 'xml' } },
    "Invalid value: 'xml'. Supported values are: 'text', 'json_schema', 'json_object'.",
  ],
  [
    CHAT,
    { response_format: { type: 'json_schema' } },
    "Missing required parameter: 'response_format.json_schema'.",
  ],
  [
    CHAT,
    { model: ASTRA, max_tokens: 100 },
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ],
  [
    CHAT,
    { model: ASTRA, temperature: 0 },
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
  ],
  [
    CHAT,
    { model: ASTRA, tools: [TOOL] },
    `Function tools with reasoning_effort are not supported for ${ASTRA} in /v1/chat/completions. Please use /v1/responses instead.`,
  ],
  [CHAT, { service_tier: 'turbo' }, INVALID_TIER],
  [CHAT, { service_tier: 'auto' }, INVALID_TIER],
  [CHAT, { service_tier: 'standard' }, INVALID_TIER],
  [CHAT, { service_tier: 'reserved' }, 'Reservation not found.'],
  [CHAT, { service_tier: 'ultrafast' }, UNSUPPORTED_TIER],
  [
    CHAT,
    { service_tier: { type: 'flex' } },
    "Invalid type for 'service_tier': expected a string, but got an object instead.",
  ],
  [RESPONSES, { service_tier: 'flex' }, UNSUPPORTED_TIER],
  [RESPONSES, { input: undefined }, "Missing required parameter: 'input'."],
  [RESPONSES, { input: 7 }, "Invalid type for 'input': expected an array."],
  [RESPONSES, { background: true }, 'background is not supported'],
  [RESPONSES, { tools: [{ type: 'web_search' }] }, 'web search is not supported'],
  [RESPONSES, { tools: [{ type: 'function' }] }, "Missing required parameter: 'tools[].name'."],
  [
    RESPONSES,
    { max_output_tokens: 1 },
    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead.",
  ],
  [RESPONSES, { previous_response_id: 'resp_1' }, "Previous response with id 'resp_1' not found."],
  [RESPONSES, { model: GPT_OSS }, `The model '${GPT_OSS}' does not support the '${RESPONSES}' API`],
])('%s refuses %j', async (path, members, message) => {
  expect(await refuse(path, members)).toEqual([400, { error: { message, ...INVALID } }]);
  expect(bedrock.latest).toMatchObject({ status: 400, exception: 'ValidationException' });
});

it.each([
  [CHAT, CLAUDE],
  [CHAT, NOVA],
  [RESPONSES, CLAUDE],
])('%s does not know the model %s', async (path, model) => {
  const message =
    "The model doesn't exist or doesn't support this API. Retry your request with a different model ID.";
  const error = { message, type: 'not_found_error', param: null, code: 'model_not_found' };
  expect(await refuse(path, { model })).toEqual([404, { error }]);
});

it('refuses a body that is not JSON', async () => {
  const answer = await ask(bedrock.url + CHAT, { body: '{"model":' });
  const message = 'We could not parse the JSON body of your request.';
  expect([answer.status, readJson(answer)]).toEqual([400, { error: { message, ...INVALID } }]);
});

it.each([
  ['POST', '/openai/v1/embeddings', 404],
  ['GET', '/openai/v1/models', 404],
  ['GET', CHAT, 405],
])('does not serve %s %s', async (method, path, status) => {
  expect((await ask(bedrock.url + path, { method })).status).toBe(status);
});

it.each(['converse', 'invoke'])('keeps ultrafast from %s', async (action) => {
  const answer = await askJson(
    `${bedrock.url}/model/${ASTRA}/${action}`,
    { messages: [{ role: 'user', content: [{ text: 'Hi' }] }], serviceTier: { type: 'ultrafast' } },
    { 'x-amzn-bedrock-service-tier': 'ultrafast' },
  );
  expect([answer.status, readJson(answer)]).toEqual([400, { message: INVALID_TIER }]);
});
