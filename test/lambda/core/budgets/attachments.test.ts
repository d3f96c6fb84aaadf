import { expect, it } from 'vitest';
import { readAttachments } from '../../../../lambda/core/budgets/attachments';
import type { JsonObject } from '../../../../lambda/core/json/json-object';

const BASE64 = 'A'.repeat(80_000);
const BYTES = { source: { bytes: BASE64 } };
const S3 = { source: { s3Location: { uri: 's3://bucket/key' } } };
const IMAGE = { image: BYTES };
const ANTHROPIC_IMAGE = { type: 'image', source: { type: 'base64', data: BASE64 } };

function converse(...content: readonly object[]): JsonObject {
  return { messages: [{ role: 'user', content }] };
}

it.each<[string, JsonObject, number, number]>([
  ['text alone', { text: 'Invoice 4711' }, 0, 0],
  ['an image', IMAGE, 5_000, 80_000],
  ['an image in S3', { image: S3 }, 5_000, 0],
  ['a document, by its bytes', { document: BYTES }, 60_000, 80_000],
  ['a small document', { document: { source: { bytes: 'AAAA' } } }, 10_000, 4],
  ['a document in S3', { document: S3 }, 100_000, 0],
  ['a document that is text', { document: { source: { text: 'Invoice 4711' } } }, 0, 0],
  ['a video', { video: { source: { bytes: 'A'.repeat(800_000) } } }, 300_000, 800_000],
  ['a short video', { video: BYTES }, 60_000, 80_000],
  ['a video in S3', { video: S3 }, 300_000, 0],
  ['an image in a tool result', { toolResult: { content: [IMAGE] } }, 5_000, 80_000],
  ['an image that a guardrail looks at', { guardContent: IMAGE }, 5_000, 80_000],
  ["Anthropic's image", ANTHROPIC_IMAGE, 5_000, 80_000],
  ["Anthropic's text", { type: 'document', source: { type: 'text', data: 'Invoice' } }, 0, 0],
  [
    "an image in Anthropic's tool result",
    { type: 'tool_result', content: [ANTHROPIC_IMAGE] },
    5_000,
    80_000,
  ],
  [
    "an image in Anthropic's document",
    { type: 'document', source: { type: 'content', content: [ANTHROPIC_IMAGE] } },
    5_000,
    80_000,
  ],
  ["OpenAI's image", { type: 'image_url', image_url: { url: BASE64 } }, 5_000, 80_000],
  ["OpenAI's sound", { type: 'input_audio', input_audio: { data: BASE64 } }, 60_000, 80_000],
  ["OpenAI's file", { type: 'file', file: { file_data: BASE64 } }, 60_000, 80_000],
  ["OpenAI's file by its ID", { type: 'file', file: { file_id: 'file-1' } }, 100_000, 0],
  ['an image of a response', { type: 'input_image', image_url: BASE64 }, 5_000, 80_000],
  ['an image of a response by its ID', { type: 'input_image', file_id: 'file-1' }, 5_000, 0],
  ['a file of a response', { type: 'input_file', file_data: BASE64 }, 60_000, 80_000],
  ['a file of a response by its URL', { type: 'input_file', file_url: 'https://a' }, 100_000, 0],
])('counts %s', (_, block, tokens, base64Length) => {
  expect(readAttachments(converse(block))).toEqual({ tokens, base64Length });
});

it.each<[string, JsonObject, number]>([
  ['a system prompt', { system: [IMAGE] }, 5_000],
  ['one message', converse(IMAGE, { image: S3 }), 10_000],
  [
    'the input of a response, with what tools gave',
    { input: [{ content: [IMAGE] }, { type: 'function_call_output', output: [{ image: S3 }] }] },
    10_000,
  ],
  ['two messages', { messages: [{ content: [IMAGE] }, { content: [{ image: S3 }] }] }, 10_000],
])('counts the images of %s', (_, body, tokens) => {
  expect(readAttachments(body)).toEqual({ tokens, base64Length: 80_000 });
});

it.each<[string, JsonObject]>([
  ['the input of a tool', converse({ toolUse: { name: 'a', input: IMAGE } })],
  [
    "the input of a tool in Anthropic's format",
    converse({ type: 'tool_use', name: 'a', input: IMAGE }),
  ],
  ['JSON that a tool gave', converse({ toolResult: { content: [{ json: IMAGE }] } })],
  ["a tool's schema", { toolConfig: { tools: [{ toolSpec: { inputSchema: { json: IMAGE } } }] } }],
  ['fields of the model', { additionalModelRequestFields: IMAGE }],
  ['the body itself', IMAGE],
  ['a block of text', converse({ type: 'text', text: 'Invoice', source: { data: BASE64 } })],
  ['a search result', converse({ type: 'search_result', content: [ANTHROPIC_IMAGE] })],
  ['the source of an image', converse({ type: 'image', source: { content: [ANTHROPIC_IMAGE] } })],
  ['a document without a source', converse({ type: 'document' })],
  ['messages that are no objects', { messages: [null, 'Invoice 4711'] }],
])('takes nothing in %s for an image', (_, body) => {
  expect(readAttachments(body)).toEqual({ tokens: 0, base64Length: 0 });
});

it('reads a body that is nested deeper than the stack', () => {
  let block: JsonObject = { image: S3 };
  for (let depth = 0; depth < 100_000; depth += 1) block = { toolResult: { content: [block] } };
  expect(readAttachments(converse(block)).tokens).toBe(5_000);
});
