import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG, findModel } from '../../../../../lambda/core/catalog/catalog';
import type { OperationSettings } from '../../../../../lambda/core/settings/operation/operation-settings';
import { suitBody } from '../../../../../lambda/core/wire/body-settings/suit-body';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

const BUDGET = 'us.anthropic.claude-sonnet-4-6';
const ADAPTIVE = 'us.anthropic.claude-opus-4-7';
const EFFORT = 'us.amazon.nova-2-lite-v1:0';
const NONE = 'us.amazon.nova-lite-v1:0';
const UNLISTED = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123';

function suit(modelId: string, body: object, thinking: OperationSettings['thinking']) {
  const model = findModel(BUILT_IN_CATALOG, modelId);
  const suited = suitBody(new RequestBody(JSON.stringify(body)), model, { thinking });
  return { ...suited, body: JSON.parse(suited.body.text) };
}

const THINKING = { budgetTokens: 4000 };

it.each([
  [BUDGET, { thinking: { type: 'enabled', budget_tokens: 4000 } }],
  [ADAPTIVE, { thinking: { type: 'adaptive' } }],
  [EFFORT, { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } }],
])('%s is asked by its own fields', (modelId, fields) => {
  expect(suit(modelId, {}, THINKING)).toEqual({
    body: { additionalModelRequestFields: fields },
    leftOut: [],
  });
});

it.each([NONE, UNLISTED])('%s is not asked, and the report says so', (modelId) => {
  expect(suit(modelId, { inferenceConfig: { maxTokens: 10 } }, THINKING)).toEqual({
    body: { inferenceConfig: { maxTokens: 10 } },
    leftOut: ['thinking'],
  });
});

it.each([
  ['a budget below it', 4001, 4001],
  ['a budget that reaches it', 4000, 8000],
  ['a budget above it', 300, 4300],
  ['a budget and a model that writes no more', 128_000, 128_000],
])('the limit of the reply stays or is raised by %s', (_, maxTokens, raised) => {
  const { body } = suit(BUDGET, { inferenceConfig: { maxTokens } }, THINKING);
  expect(body.inferenceConfig).toEqual({ maxTokens: raised });
});

it('a large budget is a medium effort', () => {
  const { body } = suit(EFFORT, {}, { budgetTokens: 8192 });
  expect(body.additionalModelRequestFields.reasoningConfig.maxReasoningEffort).toBe('medium');
});

it('a budget that the model cannot write is left out', () => {
  expect(suit(BUDGET, {}, { budgetTokens: 128_000 })).toEqual({ body: {}, leftOut: ['thinking'] });
});

describe('interleaved thinking', () => {
  const interleaved = { budgetTokens: 4000, interleaved: true };

  it.each([
    [undefined, ['interleaved-thinking-2025-05-14']],
    [['context-1m-2025-08-07'], ['context-1m-2025-08-07', 'interleaved-thinking-2025-05-14']],
    [['interleaved-thinking-2025-05-14'], ['interleaved-thinking-2025-05-14']],
  ])('adds its beta to %j', (anthropic_beta, betas) => {
    const { body } = suit(
      BUDGET,
      { additionalModelRequestFields: { anthropic_beta } },
      interleaved,
    );
    expect(body.additionalModelRequestFields.anthropic_beta).toEqual(betas);
  });

  it('needs no beta where the model decides', () => {
    const { body } = suit(ADAPTIVE, {}, interleaved);
    expect(body.additionalModelRequestFields).toEqual({ thinking: { type: 'adaptive' } });
  });
});

it('takes away the sampling that Claude refuses with it', () => {
  const body = {
    inferenceConfig: { temperature: 0, topP: 0.1, stopSequences: ['x'] },
    additionalModelRequestFields: { top_k: 5 },
  };
  expect(suit(BUDGET, body, THINKING).body).toEqual({
    inferenceConfig: { stopSequences: ['x'] },
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 4000 } },
  });
});

it.each([
  { additionalModelRequestFields: { thinking: { type: 'disabled' } } },
  { additionalModelRequestFields: { reasoningConfig: { type: 'disabled' } } },
  { additionalModelRequestFields: { output_config: { effort: 'low' } } },
])('leaves a caller alone that decides itself: %j', (body) => {
  expect(suit(BUDGET, body, THINKING)).toEqual({ body, leftOut: [] });
});

it.each([{ any: {} }, { tool: { name: 'x' } }])(
  'is left out if a tool is forced by %j',
  (toolChoice) => {
    const body = { toolConfig: { tools: [], toolChoice } };
    expect(suit(BUDGET, body, THINKING)).toEqual({ body, leftOut: ['thinking'] });
  },
);
