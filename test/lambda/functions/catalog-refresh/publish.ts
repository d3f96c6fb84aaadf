import type { AwsEmulators } from '../../../../local/aws-emulators';
import { writeProduct } from '../../core/catalog/reading/price-list-product';

export const NOVA = 'amazon.nova-2-lite-v1:0';
export const NOVA_US = `us.${NOVA}`;

/** USD per thousand tokens, as the price list has them, of Nova 2 Lite through the US profile. */
export const BUILT_IN_PRICES = { input: '0.00033', output: '0.00275' };

/** Publishes prices of Nova 2 Lite in us-east-1, of the plain ID and of the US profile. */
export function publishPrices(
  { priceList }: AwsEmulators,
  { input, output }: { readonly input: string; readonly output: string },
): void {
  const attributes = { model: 'Nova 2.0 Lite', feature: 'On-demand Inference' };
  priceList.offers.set('AmazonBedrock', [
    writeProduct({ usagetype: 'USE1-Nova2.0Lite-input-tokens', usd: input, attributes }),
    writeProduct({ usagetype: 'USE1-Nova2.0Lite-output-tokens', usd: output, attributes }),
  ]);
  priceList.offers.set('AmazonBedrockFoundationModels', []);
}

/** Publishes Nova 2 Lite and its profiles in one Region. */
export function publishModel(
  { bedrockCatalog }: AwsEmulators,
  lifecycle: object = {},
  region = 'us-east-1',
): void {
  bedrockCatalog.regions.set(region, {
    models: [
      {
        modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}`,
        modelId: NOVA,
        modelName: 'Nova 2 Lite',
        providerName: 'Amazon',
        inputModalities: ['TEXT', 'IMAGE', 'VIDEO'],
        outputModalities: ['TEXT'],
        inferenceTypesSupported: ['INFERENCE_PROFILE'],
        modelLifecycle: { status: 'ACTIVE', ...lifecycle },
      },
    ],
    profiles: ['us', 'global'].map((prefix) => ({
      inferenceProfileName: `${prefix} Nova 2 Lite`,
      inferenceProfileArn: `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${prefix}.${NOVA}`,
      inferenceProfileId: `${prefix}.${NOVA}`,
      models: [{ modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}` }],
      status: 'ACTIVE',
      type: 'SYSTEM_DEFINED',
    })),
  });
}
