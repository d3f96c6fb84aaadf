import { expect, it } from 'vitest';
import { readAttachments } from '../../../../lambda/core/budgets/attachments';
import type { JsonObject } from '../../../../lambda/core/json/json-object';

const BASE64 = 'A'.repeat(80_000);
const S3 = { s3Location: { uri: 's3://bucket/key' } };

function converse(...content: readonly object[]): JsonObject {
  return { messages: [{ role: 'user', content }] };
}

it.each<[string, JsonObject, number, number]>([
  ['text alone', converse({ text: 'Invoice 4711' }), 0, 0],
  ['an image', converse({ image: { format: 'png', source: { bytes: BASE64 } } }), 5_000, 80_000],
  ['an image in S3', converse({ image: { format: 'png', source: S3 } }), 5_000, 0],
  [
    'a document, by its bytes',
    converse({ document: { format: 'pdf', name: 'a', source: { bytes: BASE64 } } }),
    60_000,
    80_000,
  ],
  [
    'a small document',
    converse({ document: { format: 'pdf', name: 'a', source: { bytes: 'AAAA' } } }),
    10_000,
    4,
  ],
  ['a document in S3', converse({ document: { name: 'a', source: S3 } }), 100_000, 0],
  [
    'a document that is text',
    converse({ document: { name: 'a', source: { text: 'Invoice 4711' } } }),
    0,
    0,
  ],
  ['a video', converse({ video: { source: { bytes: 'A'.repeat(800_000) } } }), 300_000, 800_000],
  ['a short video', converse({ video: { source: { bytes: BASE64 } } }), 60_000, 80_000],
  ['a video in S3', converse({ video: { source: S3 } }), 300_000, 0],
  [
    'an image in a tool result',
    converse({ toolResult: { content: [{ image: { source: { bytes: BASE64 } } }] } }),
    5_000,
    80_000,
  ],
  [
    "an image in Anthropic's format",
    converse({ type: 'image', source: { type: 'base64', data: BASE64 } }),
    5_000,
    80_000,
  ],
  [
    "a document of text in Anthropic's format",
    converse({ type: 'document', source: { type: 'text', data: 'Invoice 4711' } }),
    0,
    0,
  ],
  [
    "an image in OpenAI's format",
    converse({ type: 'image_url', image_url: { url: BASE64 } }),
    5_000,
    80_000,
  ],
  [
    "sound in OpenAI's format",
    converse({ type: 'input_audio', input_audio: { data: BASE64, format: 'wav' } }),
    60_000,
    80_000,
  ],
  [
    "an image in a tool's result in Anthropic's format",
    converse({ type: 'tool_result', content: [{ type: 'image', source: { data: BASE64 } }] }),
    5_000,
    80_000,
  ],
  [
    "an image in a document in Anthropic's format",
    converse({
      type: 'document',
      source: { type: 'content', content: [{ type: 'image', source: { data: BASE64 } }] },
    }),
    5_000,
    80_000,
  ],
  [
    'an image that a guardrail looks at',
    converse({ guardContent: { image: { source: { bytes: BASE64 } } } }),
    5_000,
    80_000,
  ],
  [
    'an image in a system prompt',
    { system: [{ image: { source: { bytes: BASE64 } } }] },
    5_000,
    80_000,
  ],
  [
    'two images',
    converse({ image: { source: S3 } }, { image: { source: { bytes: BASE64 } } }),
    10_000,
    80_000,
  ],
])('counts %s', (_, body, tokens, base64Length) => {
  expect(readAttachments(body)).toEqual({ tokens, base64Length });
});

const IMAGE = { image: { source: { bytes: BASE64 } } };

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
])('takes nothing in %s for an image', (_, body) => {
  expect(readAttachments(body)).toEqual({ tokens: 0, base64Length: 0 });
});

it('reads a body that is nested deeper than the stack', () => {
  let block: JsonObject = { image: { source: S3 } };
  for (let depth = 0; depth < 100_000; depth += 1) block = { toolResult: { content: [block] } };
  expect(readAttachments(converse(block)).tokens).toBe(5_000);
});
