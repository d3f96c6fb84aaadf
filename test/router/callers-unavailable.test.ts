import { expect, it, onTestFinished } from 'vitest';
import { composeFunctionEnvironment } from '../../local/compose-function-environment';
import { startLocalRouter } from '../../local/local-router';
import { post } from './support';

const KEY = 'k'.repeat(40);

/** As in AWS, where Parameter Store cannot be reached. */
it('lets nobody in before the policies could be read', async () => {
  const router = await startLocalRouter({
    settings: { authorization: 'keys' },
    callers: [{ apiKey: { id: 'claims0000', value: KEY }, policy: { name: 'claims' } }],
    chooseEndpoints: (url) => ({ bedrockUrl: url, ssmUrl: 'http://127.0.0.1:9' }),
  });
  onTestFinished(() => router.close());
  const response = await post(router, '/v1/extraction', undefined, { 'x-api-key': KEY });
  expect(response.status).toBe(503);
  expect(response.headers.get('x-router-error')).toBe('callers-unavailable');
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.json()).toEqual({
    message: 'the policies of the callers could not be read yet; try again shortly',
  });
  expect(router.aws.bedrock.journal.entries).toEqual([]);
});

it('needs a caller even where API Gateway lets one in without a key', async () => {
  const { ROUTER_CONFIG = '' } = composeFunctionEnvironment(
    { authorization: 'keys', budgetTable: 'budgets' },
    { bedrockUrl: undefined, ssmUrl: undefined },
  );
  const router = await startLocalRouter({ environment: { ROUTER_CONFIG } });
  onTestFinished(() => router.close());
  const response = await post(router, '/v1/extraction');
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ message: 'the request came without an API key' });
});
