import {
  BedrockClient,
  type FoundationModelSummary,
  GetFoundationModelAvailabilityCommand,
  ListFoundationModelsCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import { readFoundationModelId, readProfilePrefix } from '../../lambda/core/ids/profile-prefix';
import { noteActions } from '../aws/note-actions';
import type { Finding } from '../documents/check';
import type { OpenRouter } from '../router/open-router';
import { attempt } from './attempt';
import type { CalledModel } from './list-models';

/** Asks Bedrock whether it serves the models in the Region, how long it will, and whether the account has access. */
export async function checkModels(
  { clientConfig, today }: OpenRouter,
  models: readonly CalledModel[],
): Promise<readonly Finding[]> {
  const client = noteActions(new BedrockClient(clientConfig), 'bedrock');
  const [{ modelSummaries: summaries = [] }, profiles] = await Promise.all([
    client.send(new ListFoundationModelsCommand({})),
    listProfiles(client),
  ]);
  const findings = models.map(async ({ baseModelId }) => {
    const foundationId = readFoundationModelId(baseModelId);
    const summary = summaries.find(({ modelId }) => modelId === foundationId);
    return [
      checkRegion(baseModelId, summary, profiles),
      ...checkLife(baseModelId, summary, today),
      ...(await attempt('access', () => checkAccess(client, foundationId ?? baseModelId))),
    ];
  });
  return (await Promise.all(findings)).flat();
}

/** Inference profile ID → its status. */
async function listProfiles(client: BedrockClient): Promise<ReadonlyMap<string, string>> {
  const profiles = new Map<string, string>();
  for await (const page of paginateListInferenceProfiles({ client, pageSize: 1_000 }, {})) {
    for (const { inferenceProfileId: id, status } of page.inferenceProfileSummaries ?? []) {
      if (id !== undefined) profiles.set(id, status ?? '');
    }
  }
  return profiles;
}

function checkRegion(
  baseModelId: string,
  summary: FoundationModelSummary | undefined,
  profiles: ReadonlyMap<string, string>,
): Finding {
  const area = 'model';
  if (baseModelId.startsWith('arn:')) {
    return {
      status: 'unknown',
      area,
      text: `${baseModelId} is an ARN, which no list of Bedrock has`,
    };
  }
  if (readProfilePrefix(baseModelId) !== undefined) {
    const status = profiles.get(baseModelId);
    return status === 'ACTIVE'
      ? { status: 'ok', area, text: `${baseModelId} is an active inference profile here` }
      : { status: 'failed', area, text: `${baseModelId} is no active inference profile here` };
  }
  const types = summary?.inferenceTypesSupported;
  if (types === undefined) {
    return { status: 'failed', area, text: `${baseModelId} is not served in this Region` };
  }
  return types.includes('ON_DEMAND')
    ? { status: 'ok', area, text: `${baseModelId} is served on demand here` }
    : { status: 'failed', area, text: `${baseModelId} is served here through profiles alone` };
}

function checkLife(
  baseModelId: string,
  summary: FoundationModelSummary | undefined,
  today: string,
): readonly Finding[] {
  const { status, endOfLifeTime } = summary?.modelLifecycle ?? {};
  if (status !== 'LEGACY') return [];
  const end = endOfLifeTime?.toISOString().slice(0, today.length);
  const text = `${baseModelId} is Legacy${end === undefined ? '' : `, and ends on ${end}`}`;
  return [
    { status: end !== undefined && end <= today ? 'failed' : 'warning', area: 'model', text },
  ];
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
async function checkAccess(client: BedrockClient, modelId: string): Promise<readonly Finding[]> {
  const answer = await client.send(new GetFoundationModelAvailabilityCommand({ modelId }));
  const lacking = [
    answer.authorizationStatus === 'AUTHORIZED' ? [] : ['authorization'],
    answer.entitlementAvailability === 'AVAILABLE' ? [] : ['entitlement'],
    answer.agreementAvailability?.status === 'AVAILABLE' ? [] : ['agreement'],
    answer.regionAvailability === 'AVAILABLE' ? [] : ['Region'],
  ].flat();
  if (lacking.length === 0) {
    return [{ status: 'ok', area: 'access', text: `${modelId} may be called by this account` }];
  }
  const text = `${modelId} may not be called by this account: no ${lacking.join(', no ')}`;
  return [{ status: 'failed', area: 'access', text }];
}
