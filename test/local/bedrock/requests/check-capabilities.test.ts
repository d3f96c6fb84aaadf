import { describe, expect, it } from 'vitest';
import { checkCapabilities } from '../../../../local/bedrock/requests/check-capabilities';

const REFUSES_ALL = 'us.anthropic.claude-opus-4-7';
const TAKES_ONE = 'us.anthropic.claude-sonnet-4-6';
const TAKES_NO_LINKS = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
const NOVA = 'us.amazon.nova-pro-v1:0';
const MESSAGES = [
  {
    role: 'user',
    content: [
      { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/page.png' } } } },
    ],
  },
];
const BOTH = { inferenceConfig: { temperature: 0, topP: 0.1 } };
const FROM_MODEL = 'The model returned the following errors: ';

function think(budget: object) {
  return { additionalModelRequestFields: { thinking: { type: 'enabled', ...budget } } };
}

describe('a Converse body', () => {
  it.each<[string, object, string]>([
    [REFUSES_ALL, BOTH, `${FROM_MODEL}\`temperature\` is deprecated for this model.`],
    [
      REFUSES_ALL,
      { inferenceConfig: { topP: 1 } },
      `${FROM_MODEL}\`top_p\` is deprecated for this model.`,
    ],
    [
      REFUSES_ALL,
      { additionalModelRequestFields: { top_k: 5 } },
      `${FROM_MODEL}\`top_k\` is deprecated for this model.`,
    ],
    [
      TAKES_ONE,
      BOTH,
      `${FROM_MODEL}\`temperature\` and \`top_p\` cannot both be specified for this model. Please use only one.`,
    ],
    [
      REFUSES_ALL,
      think({ budget_tokens: 4000 }),
      `${FROM_MODEL}"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`,
    ],
    [
      TAKES_ONE,
      { ...think({ budget_tokens: 4000 }), inferenceConfig: { maxTokens: 4000 } },
      `${FROM_MODEL}\`max_tokens\` must be greater than \`thinking.budget_tokens\`.`,
    ],
    [
      TAKES_ONE,
      { ...think({ budget_tokens: 4000 }), inferenceConfig: { temperature: 0 } },
      `${FROM_MODEL}\`temperature\` may only be set to 1 when thinking is enabled.`,
    ],
    [
      TAKES_NO_LINKS,
      { messages: MESSAGES },
      'The model does not take an s3Location. Send the media as bytes.',
    ],
  ])('for %s is refused with %j', (modelId, body, message) => {
    expect(() => checkCapabilities({ ...body }, modelId)).toThrow(message);
  });

  it.each<[string, object]>([
    [REFUSES_ALL, { inferenceConfig: { maxTokens: 9, temperature: null } }],
    [TAKES_ONE, { inferenceConfig: { topP: 1 } }],
    [TAKES_ONE, { ...think({ budget_tokens: 4000 }), inferenceConfig: { maxTokens: 4001 } }],
    [NOVA, { ...BOTH, messages: MESSAGES }],
    ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc', BOTH],
  ])('for %s is taken with %j', (modelId, body) => {
    expect(() => checkCapabilities({ ...body }, modelId)).not.toThrow();
  });
});
