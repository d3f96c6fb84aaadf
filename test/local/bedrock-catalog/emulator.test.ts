import {
  BedrockClient,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { expect, it, onTestFinished } from 'vitest';
import { BedrockCatalogEmulator } from '../../../local/bedrock-catalog/emulator';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';

async function startEmulator() {
  const emulator = new BedrockCatalogEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new BedrockClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { emulator, client };
}

it('answers the models of the Region that is called, with times', async () => {
  const { emulator, client } = await startEmulator();
  const modelLifecycle = { status: 'LEGACY', endOfLifeTime: '2027-01-08T00:00:00Z' };
  const model = { modelId: 'a.model-1', modelArn: 'arn', modelLifecycle };
  emulator.regions.set('us-east-1', { models: [model] });
  emulator.regions.set('eu-west-1', { models: [{ modelId: 'a.model-2', modelArn: 'arn' }] });

  const { modelSummaries } = await client.send(new ListFoundationModelsCommand({}));

  expect(modelSummaries).toEqual([
    {
      ...model,
      modelLifecycle: { status: 'LEGACY', endOfLifeTime: new Date('2027-01-08T00:00:00Z') },
    },
  ]);
});

it('answers profiles page by page', async () => {
  const { emulator, client } = await startEmulator();
  const profiles = ['us.a.model-1', 'eu.a.model-1'].map((inferenceProfileId) => ({
    inferenceProfileId,
  }));
  emulator.regions.set('us-east-1', { profiles });
  const list = (nextToken?: string) =>
    client.send(new ListInferenceProfilesCommand({ maxResults: 1, nextToken }));

  const first = await list();
  const second = await list(first.nextToken);

  expect(first.inferenceProfileSummaries).toEqual(profiles.slice(0, 1));
  expect(second.inferenceProfileSummaries).toEqual(profiles.slice(1));
  expect(second.nextToken).toBeUndefined();
});

it('answers the rate card of a model, and refuses models without an agreement', async () => {
  const { emulator, client } = await startEmulator();
  const rate = { dimension: 'input_tokens_standard', price: '2.2', unit: 'Units' };
  const termDetails = { usageBasedPricingTerm: { rateCard: [rate] } };
  const answer = { modelId: 'a.model-1:0', offers: [{ termDetails }] };
  emulator.regions.set('us-east-1', { agreementOffers: { 'a.model-1:0': answer } });
  const list = (modelId: string) =>
    client.send(new ListFoundationModelAgreementOffersCommand({ modelId }));

  await expect(list('a.model-1:0')).resolves.toMatchObject(answer);
  await expect(list('a.model-2')).rejects.toMatchObject({ name: 'ValidationException' });
});

it('fails by operation as planned', async () => {
  const { emulator, client } = await startEmulator();
  emulator.failures.plan({ kind: 'throttle', operation: 'ListInferenceProfiles' });

  await expect(client.send(new ListFoundationModelsCommand({}))).resolves.toMatchObject({
    modelSummaries: [],
  });
  await expect(client.send(new ListInferenceProfilesCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
});
