import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../local/compose-local-client';
import { type ObservedRouter, post, startObservedRouter, until } from './support';

describe('the mapping in force', () => {
  let router: ObservedRouter;

  afterEach(() => router.close());

  async function putRoute(operation: string, value: string): Promise<void> {
    const client = new SSMClient(composeLocalClient(router.aws.url));
    const Name = `/bedrock-tier-router/operations/${operation}`;
    await client.send(
      new PutParameterCommand({ Name, Value: value, Type: 'StringList', Overwrite: true }),
    );
  }

  async function requestedTier(operation: string): Promise<string | null> {
    const response = await post(router, `/v1/${operation}`);
    await response.body?.cancel();
    return response.headers.get('x-router-requested-tier');
  }

  it('follows a PutParameter without a restart', async () => {
    router = await startObservedRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
    expect(await requestedTier('extraction')).toBe('flex');
    await putRoute('extraction', 'us.amazon.nova-2-lite-v1:0:priority');
    await until(async () => (await requestedTier('extraction')) === 'priority');
    const response = await post(router, '/v1/extraction');
    expect(response.headers.get('x-router-mapping-version')).toBe('2');
  });

  it('takes a new parameter as a new operation', async () => {
    router = await startObservedRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
    await putRoute('summarization', 'us.amazon.nova-2-lite-v1:0:flex');
    await until(async () => (await requestedTier('summarization')) === 'flex');
  });

  it('keeps the last good route where a value is bad, and says what is wrong', async () => {
    router = await startObservedRouter({
      settings: { mappingMaxAgeSeconds: 0.05, allowedModels: ['us.amazon.nova-2-lite-v1:0'] },
    });
    await putRoute('extraction', 'amazon.nova-pro-v1:0');
    await until(async () => {
      await requestedTier('extraction');
      return router.log.some((entry) => entry['parameter'] !== undefined);
    });
    expect(await requestedTier('extraction')).toBe('flex');
    expect(router.log.find((entry) => entry['parameter'] !== undefined)).toMatchObject({
      level: 'ERROR',
      message: 'Parameter refused; the last good route stays in force',
      parameter: '/bedrock-tier-router/operations/extraction',
      version: '2',
      problem:
        'model "amazon.nova-pro-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0',
    });
    expect(router.log.find((entry) => entry['MappingErrors'] !== undefined)).toMatchObject({
      MappingErrors: 1,
      service: 'bedrock-tier-router',
    });
  });

  it('is the deploy’s where Parameter Store cannot be reached at a cold start', async () => {
    router = await startObservedRouter({
      chooseEndpoints: (url) => ({ bedrockUrl: url, ssmUrl: 'http://127.0.0.1:9' }),
    });
    const response = await post(router, '/v1/extraction');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-router-mapping-version')).toBe('deploy');
  });

  it('answers 503 where neither Parameter Store nor the deploy has one', async () => {
    router = await startObservedRouter({
      settings: { operations: {} },
      chooseEndpoints: (url) => ({ bedrockUrl: url, ssmUrl: 'http://127.0.0.1:9' }),
    });
    const response = await post(router, '/v1/extraction');
    expect([response.status, response.headers.get('x-router-error')]).toEqual([
      503,
      'mapping-unavailable',
    ]);
    expect(await response.json()).toEqual({
      message: 'no operation is mapped to a model yet; try again shortly',
    });
  });
});
