import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../local/compose-local-client';
import { runRouter } from '../clients/run-router';
import { post, until } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const NOWHERE = 'http://127.0.0.1:9';

describe('a parameter that is written', () => {
  const router = runRouter({
    settings: { mappingMaxAgeSeconds: 0.05, allowedModels: [NOVA] },
  });

  async function putRoute(operation: string, value: string): Promise<void> {
    const client = new SSMClient(composeLocalClient(router.aws.url));
    const Name = `/bedrock-tier-router/operations/${operation}`;
    await client.send(
      new PutParameterCommand({ Name, Value: value, Type: 'StringList', Overwrite: true }),
    );
  }

  async function readRoute(operation: string) {
    const { headers, body } = await post(router, `/v1/${operation}`);
    await body?.cancel();
    return [headers.get('x-router-requested-tier'), headers.get('x-router-mapping-version')];
  }

  it.each([
    ['replaces a route', 'extraction', ['flex', '1'], ['priority', '2']],
    ['adds an operation', 'summarization', [null, null], ['priority', '1']],
  ])('%s without a restart', async (_what, operation, before, after) => {
    expect(await readRoute(operation)).toEqual(before);
    await putRoute(operation, `${NOVA}:priority`);
    await until(async () => (await readRoute(operation))[0] === 'priority');
    expect(await readRoute(operation)).toEqual(after);
  });

  it('leaves the last good route in force if it is bad, and the log says why', async () => {
    expect(await readRoute('assessment')).toEqual(['default', '1']);
    await putRoute('assessment', 'amazon.nova-pro-v1:0');
    const findRefusal = () => router.log.latest((line) => line['parameter'] !== undefined);
    await until(async () => {
      await readRoute('assessment');
      return findRefusal() !== undefined;
    });
    expect(await readRoute('assessment')).toEqual(['default', '1']);
    expect(findRefusal()).toMatchObject({
      level: 'ERROR',
      message: 'Parameter refused; the last good route stays in force',
      parameter: '/bedrock-tier-router/operations/assessment',
      version: '2',
      problem: `model "amazon.nova-pro-v1:0" is not allowed here; the allowed models are ${NOVA}`,
    });
    expect(await router.log.find((line) => line['MappingErrors'] !== undefined)).toMatchObject({
      MappingErrors: 1,
      service: 'bedrock-tier-router',
    });
  });
});

describe('if Parameter Store cannot be reached at a cold start', () => {
  const chooseEndpoints = (bedrockUrl: string) => ({ bedrockUrl, ssmUrl: NOWHERE });
  const deployed = runRouter({ chooseEndpoints });
  const unmapped = runRouter({ chooseEndpoints, settings: { operations: {} } });

  it('the mapping of the deploy is in force', async () => {
    const response = await post(deployed, '/v1/extraction');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-router-mapping-version')).toBe('deploy');
  });

  it.each(['/v1/summary', '/model/summary/converse'])(
    'an operation at %s that the deploy does not know is no final refusal',
    async (path) => {
      const response = await post(deployed, path);
      expect([response.status, response.headers.get('x-router-error')]).toEqual([
        503,
        'mapping-unavailable',
      ]);
    },
  );

  it('a router without one answers 503', async () => {
    const response = await post(unmapped, '/v1/extraction');
    expect([response.status, response.headers.get('x-router-error')]).toEqual([
      503,
      'mapping-unavailable',
    ]);
    expect(await response.json()).toEqual({
      message: 'no operation is mapped to a model yet; try again shortly',
    });
  });
});
