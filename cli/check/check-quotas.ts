import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { readFoundationModelId, readProfilePrefix } from '../../lambda/core/ids/profile-prefix';
import { noteActions } from '../aws/note-actions';
import type { Finding } from '../documents/check';
import type { OpenRouter } from '../router/open-router';
import type { CalledModel } from './list-models';
import { readPeakTokens } from './read-peak-tokens';

interface Quota {
  readonly name: string;
  readonly value: number;
}

const NEAR = 0.8;

/**
 * Compares the quotas of tokens per minute with the highest use of the last day. AWS names quotas by the names of models,
 * not by their IDs, so a quota that is named otherwise is not found. Quotas of requests are not enforced any more.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
 */
export async function checkQuotas(
  { clientConfig }: OpenRouter,
  models: readonly CalledModel[],
): Promise<readonly Finding[]> {
  const bedrock = noteActions(new BedrockClient(clientConfig), 'bedrock');
  const serviceQuotas = noteActions(new ServiceQuotasClient(clientConfig), 'servicequotas');
  const ids = models.map(({ baseModelId }) => baseModelId);
  const [{ modelSummaries: summaries = [] }, quotas, peaks] = await Promise.all([
    bedrock.send(new ListFoundationModelsCommand({})),
    listQuotas(serviceQuotas),
    readPeakTokens(clientConfig, ids),
  ]);
  return ids.map((baseModelId, index) => {
    const foundationId = readFoundationModelId(baseModelId);
    const name = summaries.find(({ modelId }) => modelId === foundationId)?.modelName;
    const quota = name === undefined ? undefined : findQuota(quotas, baseModelId, name);
    return describeQuota(baseModelId, quota, peaks[index] ?? 0);
  });
}

async function listQuotas(client: ServiceQuotasClient): Promise<readonly Quota[]> {
  const quotas: Quota[] = [];
  const pages = paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: 'bedrock' });
  for await (const { Quotas: page = [] } of pages) {
    for (const { QuotaName: name, Value: value } of page) {
      if (name !== undefined && value !== undefined) quotas.push({ name, value });
    }
  }
  return quotas;
}

const NAME =
  /^(Global cross-region|Cross-region|On-demand) (?:model inference|InvokeModel) tokens per minute for (.+?)(?: V\d+)?$/i;

/**
 * | Quota                                                                          | For                  |
 * |--------------------------------------------------------------------------------|----------------------|
 * | Cross-region model inference tokens per minute for Amazon Nova 2 Lite           | `us.`, `eu.`, …      |
 * | Global cross-region model inference tokens per minute for … Claude Sonnet 4.5 V1 | `global.`            |
 * | On-demand InvokeModel tokens per minute for Amazon Nova Lite                    | IDs without a prefix |
 *
 * @param modelName as Bedrock lists it, without the vendor
 */
function findQuota(
  quotas: readonly Quota[],
  baseModelId: string,
  modelName: string,
): Quota | undefined {
  const scope = chooseScope(readProfilePrefix(baseModelId));
  return quotas.find(({ name }) => {
    const [, written = '', model = ''] = NAME.exec(name) ?? [];
    const isOfModel = ` ${model}`.toLowerCase().endsWith(` ${modelName}`.toLowerCase());
    return isOfModel && written.toLowerCase() === scope;
  });
}

function chooseScope(profilePrefix: string | undefined): string {
  if (profilePrefix === undefined) return 'on-demand';
  return profilePrefix === 'global' ? 'global cross-region' : 'cross-region';
}

function describeQuota(baseModelId: string, quota: Quota | undefined, peak: number): Finding {
  const area = 'quota';
  const use = `${baseModelId}: at most ${peak} tokens in a minute of the last day`;
  if (quota === undefined) {
    const text = `${use}; no quota has the model’s name`;
    return { status: 'unknown', area, text };
  }
  if (quota.value === 0) {
    return { status: 'failed', area, text: `${baseModelId}: the quota is 0 tokens per minute` };
  }
  const share = peak / quota.value;
  const text = `${use}, ${Math.round(share * 100)}% of ${quota.value}`;
  return { status: share >= NEAR ? 'warning' : 'ok', area, text };
}
