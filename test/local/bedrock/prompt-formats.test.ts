import { describe, expect, it } from 'vitest';
import { anthropicDialect } from '../../../local/bedrock/wire/anthropic-dialect';
import { readConversePrompt } from '../../../local/bedrock/wire/converse-prompt';
import { novaDialect } from '../../../local/bedrock/wire/nova-dialect';
import { openaiDialect } from '../../../local/bedrock/wire/openai-dialect';
import { countPromptTokens } from '../../../local/bedrock/wire/token-usage';

const TOOL = { toolSpec: { name: 'look' } };

describe('Converse', () => {
  it('reads tools, system and messages in the order of a prompt cache', () => {
    const toolUse = { toolUse: { name: 'look' } };
    const prompt = readConversePrompt({
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
        { role: 'assistant', content: [toolUse] },
      ],
      inferenceConfig: { maxTokens: 9 },
    });
    expect(prompt).toEqual({
      system: 'Be terse.',
      user: 'Page',
      maxTokens: 9,
      parts: [
        { kind: 'structure', json: '{"toolSpec":{"name":"look"}}' },
        { kind: 'cache-point', ttl: '1h' },
        { kind: 'text', text: 'Be terse.' },
        { kind: 'text', text: 'Page' },
        { kind: 'media', base64: 'AAAA' },
        { kind: 'structure', json: '{"image":{"source":{"s3Location":{"uri":"s3://b/k"}}}}' },
        { kind: 'structure', json: '{"toolUse":{"name":"look"}}' },
      ],
    });
    expect(countPromptTokens(prompt.parts)).toBe(7 + 3 + 1 + 1 + 14 + 7);
  });
});

describe('Anthropic Messages', () => {
  it('reads tools, cache controls and files', () => {
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
      system: 'Be terse.',
      user: 'Page',
      maxTokens: 9,
      parts: [
        { kind: 'structure', json: '{"name":"look"}' },
        { kind: 'text', text: 'Be terse.' },
        { kind: 'cache-point', ttl: '5m' },
        { kind: 'media', base64: 'AAAA' },
        { kind: 'text', text: 'Page' },
        { kind: 'cache-point', ttl: '1h' },
        { kind: 'text', text: 'invoice' },
        { kind: 'structure', json: '{"type":"tool_result","tool_use_id":"x"}' },
      ],
    });
  });
});

describe('Nova', () => {
  it('reads tools, cache points and files', () => {
    const prompt = novaDialect.readPrompt({
      toolConfig: { tools: [TOOL] },
      messages: [
        {
          role: 'user',
          content: [
            { text: 'Page' },
            { cachePoint: { type: 'default' } },
            { image: { format: 'png', source: { bytes: 'AAAA' } } },
          ],
        },
      ],
    });
    expect(prompt).toEqual({
      system: '',
      user: 'Page',
      maxTokens: undefined,
      parts: [
        { kind: 'structure', json: '{"tools":[{"toolSpec":{"name":"look"}}]}' },
        { kind: 'text', text: 'Page' },
        { kind: 'cache-point', ttl: '5m' },
        { kind: 'media', base64: 'AAAA' },
      ],
    });
  });
});

describe('OpenAI chat', () => {
  it('reads tools, images and a message without content', () => {
    const link = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
    const prompt = openaiDialect.readPrompt({
      tools: [{ type: 'function' }],
      max_tokens: 9,
      messages: [
        { role: 'developer', content: 'Be terse.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Page' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            link,
          ],
        },
        { role: 'assistant', content: null, tool_calls: [] },
      ],
    });
    expect(prompt).toEqual({
      system: 'Be terse.',
      user: 'Page',
      maxTokens: 9,
      parts: [
        { kind: 'structure', json: '{"type":"function"}' },
        { kind: 'text', text: 'Be terse.' },
        { kind: 'text', text: 'Page' },
        { kind: 'media', base64: 'AAAA' },
        {
          kind: 'structure',
          json: '{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}',
        },
      ],
    });
  });
});
