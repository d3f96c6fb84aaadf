import { BedrockClient } from '@aws-sdk/client-bedrock';
import { expect, it, onTestFinished } from 'vitest';
import { BedrockModelLists } from '../../../../lambda/adapters/bedrock-catalog/model-lists';
import { BedrockCatalogEmulator } from '../../../../local/bedrock-catalog/emulator';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveOnLoopback } from '../../../../local/loopback-server';

const NO_END = AbortSignal.timeout(60_000);
const CLAUDE = 'anthropic.claude-sonnet-4-6';

async function openLists() {
  const emulator = new BedrockCatalogEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new BedrockClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { emulator, lists: new BedrockModelLists(client) };
}

function composeProfiles(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ inferenceProfileId: `us.model-${index}` }));
}

it('reads the models with the dates of their lives', async () => {
  const { emulator, lists } = await openLists();
  const modelLifecycle = { status: 'LEGACY', endOfLifeTime: '2027-01-08T00:00:00Z' };
  emulator.regions.set('us-east-1', { models: [{ modelId: CLAUDE, modelLifecycle }] });

  expect(await lists.readFoundationModels(NO_END)).toEqual([
    {
      modelId: CLAUDE,
      modelLifecycle: { status: 'LEGACY', endOfLifeTime: new Date('2027-01-08T00:00:00Z') },
    },
  ]);
});

it('reads all pages of inference profiles', async () => {
  const { emulator, lists } = await openLists();
  emulator.regions.set('us-east-1', { profiles: composeProfiles(1_001) });

  const profiles = await lists.readInferenceProfiles(NO_END);
  expect(profiles).toHaveLength(1_001);
  expect(profiles.at(-1)).toEqual({ inferenceProfileId: 'us.model-1000' });
});

it('gives up on profiles that do not end', async () => {
  const { emulator, lists } = await openLists();
  emulator.regions.set('us-east-1', { profiles: composeProfiles(20_001) });

  await expect(lists.readInferenceProfiles(NO_END)).rejects.toThrow(
    'the inference profiles have more than 20 pages',
  );
});

it('reads the offers of a model that has some', async () => {
  const { emulator, lists } = await openLists();
  const offers = { modelId: CLAUDE, offers: [{ offerId: 'offer-1', offerToken: 'token' }] };
  emulator.regions.set('us-east-1', { agreementOffers: { [CLAUDE]: offers } });

  expect(await lists.readAgreementOffers(CLAUDE, NO_END)).toMatchObject(offers);
  expect(await lists.readAgreementOffers('amazon.nova-2-lite-v1:0', NO_END)).toBeUndefined();
});

it('throws if the offers cannot be read', async () => {
  const { emulator, lists } = await openLists();
  emulator.failures.plan({ kind: 'throttle' });

  await expect(lists.readAgreementOffers(CLAUDE, NO_END)).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
});
