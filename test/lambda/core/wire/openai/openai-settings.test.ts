import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../../lambda/core/json/json-object';
import type { BodySettings } from '../../../../../lambda/core/wire/body-settings/body-settings';
import { fillOpenAiBody } from '../../../../../lambda/core/wire/openai/openai-settings';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

const config = (members: JsonObject): JsonObject => ({ inferenceConfig: members });
const ALL = config({ maxTokens: 500, temperature: 0, topP: 0.5, stopSequences: ['END'] });

it.each<[string, BodySettings | undefined, string]>([
  ['{"a":1}', undefined, '{"a":1}'],
  ['{"a":1}', {}, '{"a":1}'],
  [
    '{"a":1}',
    { defaults: ALL },
    '{"max_completion_tokens":500,"temperature":0,"top_p":0.5,"stop":["END"],"a":1}',
  ],
  ['{"max_tokens":7}', { defaults: config({ maxTokens: 500 }) }, '{"max_tokens":7}'],
  [
    '{"max_tokens":null}',
    { defaults: config({ maxTokens: 500 }) },
    '{"max_completion_tokens":500,"max_tokens":null}',
  ],
  [
    '{"max_completion_tokens":null,"a":1}',
    { defaults: config({ maxTokens: 500 }) },
    '{"max_completion_tokens":500,"a":1}',
  ],
  ['{"max_tokens":7,"a":1}', { set: config({ maxTokens: 500 }) }, '{"max_tokens":500,"a":1}'],
  [
    '{"max_tokens":7,"max_completion_tokens":8}',
    { set: config({ maxTokens: 500 }) },
    '{"max_tokens":500,"max_completion_tokens":500}',
  ],
  ['{"temperature":1,"temperature":2}', { set: config({ temperature: 0 }) }, '{"temperature":0}'],
  [
    '{}',
    { set: config({ maxTokens: 500 }), defaults: config({ maxTokens: 9, topP: 1 }) },
    '{"max_completion_tokens":500,"top_p":1}',
  ],
  [
    '{}',
    {
      defaults: { system: [{ text: 'Be brief.' }], additionalModelRequestFields: { top_k: 1 } },
      set: config({ constructor: 1, unknown: 2 }),
    },
    '{}',
  ],
  ['{}', { defaults: { inferenceConfig: 'none' } }, '{}'],
  ['{"stream":false}', { streamUsage: true }, '{"stream":false}'],
  ['{}', { streamUsage: true }, '{}'],
  ['{"stream":true}', { streamUsage: false }, '{"stream":true}'],
  [
    '{"stream":true}',
    { streamUsage: true },
    '{"stream_options":{"include_usage":true},"stream":true}',
  ],
  [
    '{"stream":true,"stream_options":null}',
    { streamUsage: true },
    '{"stream_options":{"include_usage":true},"stream":true}',
  ],
  [
    '{"stream_options":{"include_obfuscation":false},"stream":true}',
    { streamUsage: true },
    '{"stream_options":{"include_usage":true,"include_obfuscation":false},"stream":true}',
  ],
  ...['{"include_usage":false}', '{"include_usage":true}', '7'].map(
    (own): [string, BodySettings, string] => {
      const text = `{"stream":true,"stream_options":${own}}`;
      return [text, { streamUsage: true }, text];
    },
  ),
])('Chat Completions: %s with %j becomes %s', (text, settings, written) => {
  const filled = fillOpenAiBody(new RequestBody(text), 'chat-completions', settings);
  expect(JSON.parse(filled.text)).toEqual(JSON.parse(written));
  expect(filled.text).toHaveLength(written.length);
});

it.each<[string, BodySettings, string]>([
  ['{}', { defaults: ALL }, '{"max_output_tokens":500,"temperature":0,"top_p":0.5}'],
  ['{"stream":true}', { streamUsage: true }, '{"stream":true}'],
  ['{"max_output_tokens":7}', { defaults: ALL, set: config({ temperature: 1 }) }, ''],
])('the Responses API: %s with %j', (text, settings, written) => {
  const filled = fillOpenAiBody(new RequestBody(text), 'responses', settings).text;
  expect(JSON.parse(filled)).toEqual(
    JSON.parse(written || '{"temperature":1,"top_p":0.5,"max_output_tokens":7}'),
  );
});
