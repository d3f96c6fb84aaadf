import { expect, it } from 'vitest';
import { anthropicDialect } from '../../../local/bedrock/dialects/anthropic';
import { converseDialect } from '../../../local/bedrock/dialects/converse';
import { novaDialect } from '../../../local/bedrock/dialects/nova';
import { openaiDialect } from '../../../local/bedrock/dialects/openai';
import { countPromptTokens } from '../../../local/bedrock/wire/token-usage';

const TOOL = { toolSpec: { name: 'look' } };

const text = (words: string) => ({ kind: 'text', text: words });
const structure = (json: string) => ({ kind: 'structure', json });
const cachePoint = (ttl: string) => ({ kind: 'cache-point', ttl });
const FILE = { kind: 'media', base64: 'AAAA' };

it('a Converse body has tools, system and messages in the order of a prompt cache', () => {
  const prompt = converseDialect.readPrompt({
    toolConfig: { tools: [TOOL, { cachePoint: { type: 'default', ttl: '1h' } }] },
    system: [{ text: 'Be terse.' }],
    messages: [
      {
        role: 'user',
        content: [
          { text: 'Page' },
          { document: { source: { bytes: 'AAAA' } } },
          { image: { source: { s3Location: { uri: 's3://b/k' } } } },
        ],
      },
      { role: 'assistant', content: [{ toolUse: { name: 'look' } }] },
    ],
    inferenceConfig: { maxTokens: 9 },
  });
  expect(prompt).toEqual({
    ...{ system: 'Be terse.', user: 'Page', maxTokens: 9 },
    parts: [
      structure('{"toolSpec":{"name":"look"}}'),
      cachePoint('1h'),
      text('Be terse.'),
      text('Page'),
      FILE,
      structure('{"image":{"source":{"s3Location":{"uri":"s3://b/k"}}}}'),
      structure('{"toolUse":{"name":"look"}}'),
    ],
  });
  expect(countPromptTokens(prompt.parts)).toBe(7 + 3 + 1 + 1 + 14 + 7);
});

it('an Anthropic body has tools, cache controls and files', () => {
  const prompt = anthropicDialect.readPrompt({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 9,
    tools: [{ name: 'look' }],
    system: [{ type: 'text', text: 'Be terse.', cache_control: { type: 'ephemeral' } }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', data: 'AAAA' } },
          { type: 'text', text: 'Page', cache_control: { type: 'ephemeral', ttl: '1h' } },
        ],
      },
      { role: 'assistant', content: 'invoice' },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x' }] },
    ],
  });
  expect(prompt).toEqual({
    ...{ system: 'Be terse.', user: 'Page', maxTokens: 9 },
    parts: [
      structure('{"name":"look"}'),
      text('Be terse.'),
      cachePoint('5m'),
      FILE,
      text('Page'),
      cachePoint('1h'),
      text('invoice'),
      structure('{"type":"tool_result","tool_use_id":"x"}'),
    ],
  });
});

it('a Nova body has tools, cache points and files', () => {
  const image = { format: 'png', source: { bytes: 'AAAA' } };
  const content = [{ text: 'Page' }, { cachePoint: { type: 'default' } }, { image }];
  const prompt = novaDialect.readPrompt({
    toolConfig: { tools: [TOOL] },
    messages: [{ role: 'user', content }],
  });
  expect(prompt).toEqual({
    ...{ system: '', user: 'Page', maxTokens: undefined },
    parts: [
      structure('{"tools":[{"toolSpec":{"name":"look"}}]}'),
      text('Page'),
      cachePoint('5m'),
      FILE,
    ],
  });
});

it('an OpenAI body has tools, images and a message without content', () => {
  const linked = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
  const inline = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
  const prompt = openaiDialect.readPrompt({
    tools: [{ type: 'function' }],
    max_tokens: 9,
    messages: [
      { role: 'developer', content: 'Be terse.' },
      { role: 'user', content: [{ type: 'text', text: 'Page' }, inline, linked] },
      { role: 'assistant', content: null, tool_calls: [] },
    ],
  });
  expect(prompt).toEqual({
    ...{ system: 'Be terse.', user: 'Page', maxTokens: 9 },
    parts: [
      structure('{"type":"function"}'),
      text('Be terse.'),
      text('Page'),
      FILE,
      structure('{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}'),
    ],
  });
});
