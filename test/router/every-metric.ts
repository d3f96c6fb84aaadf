import { type ObservedRouter, post, until } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';

const CACHED_BODY =
  '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"},{"cachePoint":{"type":"default"}}]}]}';

/** Traffic in which every metric of the router occurs; its mapping must be allowed to age within moments. */
export async function produceEveryMetric(router: ObservedRouter): Promise<void> {
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
