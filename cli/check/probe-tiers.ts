import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ServiceTier } from '../../lambda/core/ids/service-tier';
import { describeFailure } from '../aws/describe-failure';
import type { Finding } from '../documents/check';
import type { OpenRouter } from '../router/open-router';
import type { CalledModel } from './list-models';

/** Some models refuse fewer. */
const LEAST_TOKENS = 16;

/**
 * Sends one small Converse call to each model on each tier that the deploy allows, with the operator's own rights. A
 * reservation is called only where a route names it.
 */
export async function probeTiers(
  { clientConfig, config }: OpenRouter,
  models: readonly CalledModel[],
): Promise<readonly Finding[]> {
  // The SDK would speak HTTP/2, which proxies often do not.
  const requestHandler = new NodeHttpHandler();
  const client = new BedrockRuntimeClient({ ...clientConfig, requestHandler, maxAttempts: 1 });
  const findings: Finding[] = [];
  for (const { baseModelId, tiers } of models) {
    for (const tier of config.bounds.tiers) {
      const isRouted = tiers.includes(tier);
      if ((tier === 'ultrafast' || tier === 'reserved') && !isRouted) continue;
      findings.push(
        tier === 'ultrafast'
          ? skipUltrafast(baseModelId)
          : await probe(client, { baseModelId, tier, isRouted }),
      );
    }
  }
  return findings;
}

function skipUltrafast(baseModelId: string): Finding {
  const text = `${baseModelId} on ultrafast: not probed, because Converse cannot ask for this tier`;
  return { status: 'unknown', area: 'probe', text };
}

interface Probe {
  readonly baseModelId: string;
  readonly tier: Exclude<ServiceTier, 'ultrafast'>;
  /** Whether a route has the model on this tier, so that a refusal is a failure. */
  readonly isRouted: boolean;
}

async function probe(
  client: BedrockRuntimeClient,
  { baseModelId, tier, isRouted }: Probe,
): Promise<Finding> {
  const command = new ConverseCommand({
    modelId: baseModelId,
    messages: [{ role: 'user', content: [{ text: 'Answer with one word.' }] }],
    inferenceConfig: { maxTokens: LEAST_TOKENS },
    ...(tier === 'default' ? {} : { serviceTier: { type: tier } }),
  });
  const area = 'probe';
  const startedAt = performance.now();
  try {
    const { serviceTier } = await client.send(command);
    const millis = Math.round(performance.now() - startedAt);
    const served = serviceTier?.type ?? 'default';
    const text = `${baseModelId} on ${tier}: answered in ${millis} ms, served by ${served}`;
    return { status: served === tier ? 'ok' : 'warning', area, text };
  } catch (error) {
    const name = error instanceof Error ? `${error.name}: ` : '';
    const text = `${baseModelId} on ${tier}: ${name}${describeFailure(error)}`;
    return { status: isRouted ? 'failed' : 'warning', area, text };
  }
}
