import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG, findModel } from '../../../../../lambda/core/catalog/catalog';
import { applyEdits } from '../../../../../lambda/core/json/apply-edits';
import { writeTopK } from '../../../../../lambda/core/wire/adaptation/top-k';
import { readJsonBody } from '../../../../../lambda/core/wire/json-body';

describe('a Converse request', () => {
  const NOVA = 'us.amazon.nova-2-lite-v1:0';
  const CLAUDE = 'eu.anthropic.claude-sonnet-4-6';
  const GPT = 'openai.gpt-oss-120b-1:0';

  function write(text: string, baseModelId: string, topK: unknown): string {
    const body = readJsonBody(text);
    return applyEdits(
      body,
      writeTopK(body.json, findModel(BUILT_IN_CATALOG, baseModelId), topK),
    ).join('');
  }

  it.each([
    [NOVA, '{"additionalModelRequestFields":{"inferenceConfig":{"topK":5}},"messages":[]}'],
    [CLAUDE, '{"additionalModelRequestFields":{"top_k":5},"messages":[]}'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0',
      '{"additionalModelRequestFields":{"inferenceConfig":{"topK":5}},"messages":[]}',
    ],
    [GPT, '{"messages":[]}'],
    ['example.amazon.nova-like', '{"messages":[]}'],
    ['example.anthropic-like', '{"messages":[]}'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
      '{"messages":[]}',
    ],
    ['', '{"messages":[]}'],
  ])('to %j has topK where the catalog says', (baseModelId, written) => {
    expect(write('{"messages":[]}', baseModelId, 5)).toBe(written);
  });

  it.each([
    [NOVA, '{"a":1.0}', '{"inferenceConfig":{"topK":5},"a":1.0}'],
    [NOVA, '{"inferenceConfig": { "b":2.0 }}', '{"inferenceConfig": {"topK":5, "b":2.0 }}'],
    [NOVA, '{"inferenceConfig":{"topK":9}}', '{"inferenceConfig":{"topK":9}}'],
    [NOVA, '{"inferenceConfig":null}', '{"inferenceConfig":null}'],
    [NOVA, 'null', '{"inferenceConfig":{"topK":5}}'],
    [CLAUDE, '{"a":1}', '{"top_k":5,"a":1}'],
    [CLAUDE, '{"top_k":9}', '{"top_k":9}'],
    [CLAUDE, '{"thinking":{"type":"enabled"}}', '{"thinking":{"type":"enabled"}}'],
    [CLAUDE, '{"thinking":{"type":"adaptive"}}', '{"thinking":{"type":"adaptive"}}'],
    [CLAUDE, '{"thinking":{"type":"disabled"}}', '{"top_k":5,"thinking":{"type":"disabled"}}'],
    [GPT, 'null', 'null'],
  ])('to %s with fields of its own, %s, has both, and its own win', (model, own, fields) => {
    const text = `{"additionalModelRequestFields":${own}}`;
    expect(write(text, model, 5)).toBe(`{"additionalModelRequestFields":${fields}}`);
  });

  it.each([0, 0.5, '5', null])('has topK as it was written: %j', (topK) => {
    const value = JSON.stringify(topK);
    expect(write('{}', CLAUDE, topK)).toBe(`{"additionalModelRequestFields":{"top_k":${value}}}`);
  });

  it('stays as it was written without topK', () => {
    expect(write(' { "a" : 1.0 } ', NOVA, undefined)).toBe(' { "a" : 1.0 } ');
  });
});
