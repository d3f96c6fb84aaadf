import { BedrockClient } from '@aws-sdk/client-bedrock';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PricingClient } from '@aws-sdk/client-pricing';
import { SSMClient } from '@aws-sdk/client-ssm';
import { composeRetryingClient } from '../../adapters/aws-sdk/retrying-client';
import { BedrockModelLists } from '../../adapters/bedrock-catalog/model-lists';
import { EventBridgeCatalogNotices } from '../../adapters/event-bridge/catalog-notices';
import { SsmCatalogParameters } from '../../adapters/parameter-store/catalog-parameters';
import { PricingPriceList } from '../../adapters/price-list/price-list';
import { CloudWatchCatalogTelemetry } from '../../adapters/telemetry/cloud-watch-catalog';
import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import type { CatalogSources } from '../../app/catalog/ports';
import type { RefreshResult } from '../../app/catalog/publish-changes';
import { refreshCatalog } from '../../app/catalog/refresh-catalog';
import { ENVIRONMENT } from '../../contract';
import { BUILT_IN_CATALOG } from '../../core/catalog/catalog';
import { findPriceListRegion } from '../../core/catalog/refresh/price-list-region';
import { readRouterConfig } from '../../core/settings/router-config';

const config = readRouterConfig(process.env);
const region = requireRegion(config.region);
const client = composeRetryingClient();
const lines = new LineWriter(readLineSettings(process.env));

/** Refreshes the catalog. The event does not matter: it comes from the schedule, from a deployment or from a person. */
export async function handler(): Promise<RefreshResult> {
  const { parameterPrefix, bounds, deployedMapping } = config;
  return refreshCatalog({
    builtIn: BUILT_IN_CATALOG,
    bounds,
    deployed: deployedMapping,
    region,
    sources: openSources(),
    parameters: new SsmCatalogParameters(new SSMClient(client), parameterPrefix),
    notices: new EventBridgeCatalogNotices(new EventBridgeClient(client), {
      parameterPrefix,
      region,
    }),
    telemetry: new CloudWatchCatalogTelemetry(lines),
    now: () => new Date(),
  });
}

function openSources(): CatalogSources {
  const lists = new BedrockModelLists(new BedrockClient(client));
  const priceListRegion = process.env[ENVIRONMENT.priceListRegion] ?? findPriceListRegion(region);
  const priceList =
    priceListRegion === undefined
      ? undefined
      : new PricingPriceList(new PricingClient({ ...client, region: priceListRegion }));
  return {
    readPriceList: async (signal) => priceList?.read(region, signal),
    readFoundationModels: (signal) => lists.readFoundationModels(signal),
    readInferenceProfiles: (signal) => lists.readInferenceProfiles(signal),
    readAgreementOffers: (modelId, signal) => lists.readAgreementOffers(modelId, signal),
  };
}

/** Lambda always sets it. */
function requireRegion(found: string | undefined): string {
  if (found !== undefined) return found;
  throw new Error(`${ENVIRONMENT.region} is not set`);
}
