import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../lambda/core/json/apply-edits';
import { readConverseBody } from '../../../../lambda/core/wire/converse-body';
import { placeTopK, writeTopK } from '../../../../lambda/core/wire/top-k';

const NOVA_PLACE = { inferenceConfig: { topK: 5 } };
const CLAUDE_PLACE = { top_k: 5 };

describe('topK', () => {
  it.each([
    ['amazon.nova-lite-v1:0', NOVA_PLACE],
    ['us.amazon.nova-2-lite-v1:0', NOVA_PLACE],
    [
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0',
      NOVA_PLACE,
    ],
    ['anthropic.claude-3-5-haiku-20241022-v1:0', CLAUDE_PLACE],
    ['eu.anthropic.claude-sonnet-4-6', CLAUDE_PLACE],
    [
      'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-6',
      CLAUDE_PLACE,
    ],
  ])('of %s has a place', (baseModelId, place) => {
    expect(placeTopK(baseModelId, 5)).toEqual(place);
  });

  it.each([
    'openai.gpt-oss-120b-1:0',
    'amazon.titan-text-premier-v1:0',
    'example.amazon.nova-like',
    'example.anthropic-like',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
    '',
  ])('of %j has none', (baseModelId) => {
    expect(placeTopK(baseModelId, 5)).toBeUndefined();
  });

  it.each([0, 0.5, '5', null])('stands there as it was written: %j', (topK) => {
    expect(placeTopK('amazon.nova-lite-v1:0', topK)).toEqual({ inferenceConfig: { topK } });
    expect(placeTopK('anthropic.claude-sonnet-4-6', topK)).toEqual({ top_k: topK });
  });
});

describe('a Converse request', () => {
  const NOVA = 'us.amazon.nova-2-lite-v1:0';
  const CLAUDE = 'eu.anthropic.claude-sonnet-4-6';
  const GPT = 'openai.gpt-oss-120b-1:0';

  function write(text: string, baseModelId: string, topK: unknown): string {
    const body = readConverseBody(text);
    return applyEdits(body, writeTopK(body.json, baseModelId, topK)).join('');
  }

  it.each([
    [NOVA, '{"additionalModelRequestFields":{"inferenceConfig":{"topK":5}},"messages":[]}'],
    [CLAUDE, '{"additionalModelRequestFields":{"top_k":5},"messages":[]}'],
    [GPT, '{"messages":[]}'],
    ['', '{"messages":[]}'],
  ])('to %j has topK in the place of the model’s family', (baseModelId, written) => {
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
    [GPT, 'null', 'null'],
  ])('to %s with fields of its own, %s, has both, and its own win', (model, own, fields) => {
    const text = `{"additionalModelRequestFields":${own}}`;
    expect(write(text, model, 5)).toBe(`{"additionalModelRequestFields":${fields}}`);
  });

  it('stays as it was written without topK', () => {
    expect(write(' { "a" : 1.0 } ', NOVA, undefined)).toBe(' { "a" : 1.0 } ');
  });
});
