import { expect, it } from 'vitest';
import {
  listModelNames,
  readFoundationModels,
} from '../../../../../lambda/core/catalog/reading/read-foundation-models';
import { readInferenceProfiles } from '../../../../../lambda/core/catalog/reading/read-inference-profiles';
import { readRateCards } from '../../../../../lambda/core/catalog/reading/read-rate-cards';

it('the list of models tells modalities, lifecycle, and whether the Region serves the plain ID', () => {
  const models = readFoundationModels([
    {
      modelId: 'anthropic.claude-opus-4-1-20250805-v1:0',
      inputModalities: ['TEXT', 'IMAGE'],
      outputModalities: ['TEXT'],
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: {
        legacyTime: new Date('2026-07-08T00:00:00Z'),
        publicExtendedAccessTime: '2026-10-08T00:00:00+00:00',
        endOfLifeTime: new Date('2027-01-08T08:00:00Z'),
      },
    },
    {
      modelId: 'amazon.nova-lite-v1:0',
      inputModalities: ['TEXT', 'IMAGE', 'VIDEO'],
      outputModalities: ['TEXT'],
      inferenceTypesSupported: ['INFERENCE_PROFILE', 'ON_DEMAND'],
      modelLifecycle: {},
    },
  ]);

  expect(models).toEqual([
    {
      id: 'anthropic.claude-opus-4-1-20250805-v1:0',
      facts: {
        input: ['text', 'image'],
        output: ['text'],
        lifecycle: {
          legacy: '2026-07-08',
          extendedAccess: '2026-10-08',
          endOfLife: '2027-01-08',
        },
      },
      isOnDemand: false,
    },
    {
      id: 'amazon.nova-lite-v1:0',
      facts: { input: ['text', 'image', 'video'], output: ['text'] },
      isOnDemand: true,
    },
  ]);
});

it('models are named by their IDs, and by names that no other one has', () => {
  const outputModalities = ['TEXT'];
  const names = listModelNames([
    { modelId: 'acme.large', modelName: 'Large', outputModalities },
    { modelId: 'acme.large:300k', modelName: 'Large', outputModalities },
    { modelId: 'acme.twin-1', modelName: 'Twin', outputModalities },
    { modelId: 'acme.twin-2', modelName: 'Twin', outputModalities },
    { modelId: 'acme.nameless', outputModalities },
    { modelId: 'acme.image', modelName: 'Image', outputModalities: ['IMAGE'] },
  ]);

  expect(Object.fromEntries(names)).toEqual({
    'acme.large': 'acme.large',
    Large: 'acme.large',
    'acme.twin-1': 'acme.twin-1',
    'acme.twin-2': 'acme.twin-2',
    'acme.nameless': 'acme.nameless',
  });
});

it('models that write no text, context variants and items without an ID are passed over', () => {
  const models = readFoundationModels([
    { modelId: 'cohere.embed-v4:0', outputModalities: ['EMBEDDING'] },
    { modelId: 'amazon.nova-lite-v1:0', outputModalities: ['TEXT'] },
    { modelId: 'amazon.nova-lite-v1:0:300k', outputModalities: ['TEXT'] },
    { outputModalities: ['TEXT'] },
    {},
  ]);

  expect(models.map(({ id }) => id)).toEqual(['amazon.nova-lite-v1:0']);
});

it('the list of profiles tells the prefixes of each model', () => {
  const nova = { modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0' };
  const profile = { models: [nova], status: 'ACTIVE', type: 'SYSTEM_DEFINED' };

  const profiles = readInferenceProfiles([
    { ...profile, inferenceProfileId: 'us.amazon.nova-2-lite-v1:0' },
    { ...profile, inferenceProfileId: 'global.amazon.nova-2-lite-v1:0' },
    { ...profile, inferenceProfileId: 'abc123def456', type: 'APPLICATION' },
    { ...profile, inferenceProfileId: 'eu.amazon.nova-2-lite-v1:0', models: [] },
    {},
  ]);

  expect([...profiles]).toEqual([['amazon.nova-2-lite-v1:0', ['global', 'us']]]);
});

it('a rate card tells prices of a Region, or of every Region', () => {
  const { readings, unread } = readRateCards([
    {
      modelId: 'openai.gpt-5.6-terra',
      offers: [
        {
          termDetails: {
            usageBasedPricingTerm: {
              rateCard: [
                { dimension: 'input_tokens_standard', price: '2.2', unit: 'Units' },
                { dimension: 'USE1_output_tokens_global_flex', price: '6', unit: 'Units' },
                { dimension: 'input_tokens_batch', price: '1.1', unit: 'Units' },
                { dimension: 'ZZZ9_input_tokens_standard', price: '1', unit: 'Units' },
                { dimension: 'input_tokens_quantum', price: '1', unit: 'Units' },
                { dimension: 'output_tokens_standard', price: 'free', unit: 'Units' },
              ],
            },
          },
        },
        {},
      ],
    },
    {},
  ]);

  expect(readings).toEqual([
    expect.objectContaining({ region: undefined, token: 'input', usdPerMillion: 2.2 }),
    expect.objectContaining({
      region: 'us-east-1',
      tier: 'flex',
      isGlobal: true,
      usdPerMillion: 6,
    }),
  ]);
  expect(unread).toEqual([
    {
      name: 'ZZZ9_input_tokens_standard of openai.gpt-5.6-terra',
      problem: 'is of a Region that is not known',
    },
    {
      name: 'input_tokens_quantum of openai.gpt-5.6-terra',
      problem: 'has words that are not known',
    },
    {
      name: 'output_tokens_standard of openai.gpt-5.6-terra',
      problem: 'has no price in USD by the token',
    },
  ]);
});
