import type { JsonObject } from '../../lambda/core/json/json-object';
import type { MetricIdentity } from '../lib/metric-identity';
import { type ObservedRouter, post, startObservedRouter, until } from './support';

/** The log of traffic in which every metric occurs, and the published metrics. */
export interface EveryMetric {
  readonly log: readonly JsonObject[];
  readonly published: readonly MetricIdentity[];
}

/** One line in CloudWatch's embedded metric format. */
interface EmfLine extends JsonObject {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

const NOVA = 'us.amazon.nova-2-lite-v1:0';

const CACHED_BODY =
  '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"},{"cachePoint":{"type":"default"}}]}]}';

let observed: Promise<EveryMetric> | undefined;

/** Observes them once a thread. */
export function observeEveryMetric(): Promise<EveryMetric> {
  observed ??= observe();
  return observed;
}

async function observe(): Promise<EveryMetric> {
  // The mapping must age within moments, so that the router reads the broken route.
  const router = await startObservedRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
  try {
    await produceEveryMetric(router);
  } finally {
    await router.close();
  }
  const lines = router.log.filter((entry): entry is EmfLine => entry['_aws'] !== undefined);
  return { log: router.log, published: lines.flatMap(listPublished) };
}

async function produceEveryMetric(router: ObservedRouter): Promise<void> {
  const { bedrock, parameterStore } = router.aws;
  const send = async (path: string, body?: string) => {
    await (await post(router, path, body)).arrayBuffer();
  };
  await send('/v1/extraction', CACHED_BODY);
  await send('/v1/extraction', CACHED_BODY);
  await send('/v1/extraction/stream');
  await send(`/model/${NOVA}:flex/converse`);
  await send('/model/us.anthropic.claude-sonnet-4-6:flex/converse');
  for (const kind of ['downgrade', 'throttle', 'unavailable', 'access-denied'] as const) {
    bedrock.failures.add({ kind, rate: 1 });
    await send('/v1/extraction');
    bedrock.failures.clear();
  }
  parameterStore.parameters.put({
    name: '/bedrock-tier-router/operations/broken',
    type: 'StringList',
    value: 'x:FLEX',
  });
  await until(async () => {
    await fetch(`${router.url}/v1/operations`);
    return router.log.some((entry) => entry['MappingErrors'] !== undefined);
  });
}

function listPublished(line: EmfLine): MetricIdentity[] {
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, line[name]]));
      return Metrics.map(({ Name }) => ({ namespace: Namespace, name: Name, dimensions }));
    }),
  );
}
