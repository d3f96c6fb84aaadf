import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../local/compose-local-client';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { runRouter } from '../clients/run-router';
import { post } from './support';

const KEY = { id: 'claims0000', value: 'claims0000'.repeat(4) };
const BUDGET = { limitUsd: 1, period: 'month' };
/** Its price stands in Parameter Store alone. */
const UNLISTED = 'eu.example.model-v1:0';

/** A Parameter Store that takes calls and answers none. */
class SilentParameterStore {
  calls = 0;
  #server: LoopbackServer | undefined;

  constructor() {
    beforeAll(async () => {
      this.#server = await serveOnLoopback(() => {
        this.calls += 1;
      });
    });
    afterAll(() => this.#server?.close());
  }

  readonly chooseEndpoints = (bedrockUrl: string) => ({ bedrockUrl, ssmUrl: this.#server?.url });
}

describe('while Parameter Store hangs from the start on', () => {
  const silent = new SilentParameterStore();
  const router = runRouter({ chooseEndpoints: silent.chooseEndpoints });

  it('a request ends in the time that its caller gives it', async () => {
    const headers = { 'x-router-timeout-ms': '500' };
    const response = await post(router, '/v1/extraction', undefined, headers);
    expect([response.status, response.headers.get('x-router-error')]).toEqual([408, 'timed-out']);
    expect(await response.json()).toEqual({
      message: 'the request did not end within its 0.5 s',
    });
    const receipt = await router.log.find((line) => line['router_error'] === 'timed-out');
    expect(receipt).toMatchObject({ status: 408 });
    expect(router.arrivals).toEqual([]);
  });

  it('a request is served by the mapping of the deployment', async () => {
    const { status, headers } = await post(router, '/v1/assessment');
    expect([status, headers.get('x-router-mapping-version')]).toEqual([200, 'deploy']);
  });

  it('a call of the LambdaHook is served by the mapping of the deployment', async () => {
    const client = new LambdaClient({ ...composeLocalClient(router.url), maxAttempts: 1 });
    const event = { modelId: 'LambdaHook', messages: [], context: 'Classification' };
    const Payload = JSON.stringify(event);
    await client.send(new InvokeCommand({ FunctionName: 'GENAIIDP-tier-router', Payload }));
    client.destroy();
    expect(await router.log.receiptOf('classification')).toMatchObject({
      mapping_version: 'deploy',
    });
  });
});

describe('while Parameter Store hangs, with callers', () => {
  const silent = new SilentParameterStore();
  const router = runRouter({
    settings: { authorization: 'keys', operations: { extraction: UNLISTED } },
    callers: [{ apiKey: KEY, policy: { name: 'claims', budget: BUDGET } }],
    chooseEndpoints: (url) => ({ ...silent.chooseEndpoints(url), budgetsUrl: url }),
  });

  it('requests wait for one reading together, and get 503 rather than “has no price”', async () => {
    const ask = () => post(router, '/v1/extraction', undefined, { 'x-api-key': KEY.value });
    const responses = await Promise.all(Array.from({ length: 20 }, ask));
    for (const { status, headers } of responses) {
      expect([status, headers.get('x-router-error'), headers.get('retry-after')]).toEqual([
        503,
        'callers-unavailable',
        '2',
      ]);
    }
    const receipt = await router.log.find((line) => line['status'] === 503);
    expect(receipt).toMatchObject({ router_error: 'callers-unavailable', caller_id: KEY.id });
    // A call that hangs is given up after two seconds.
    expect(silent.calls).toBeLessThan(10);
  });
});

describe('a start with callers, budgets and prices', () => {
  const router = runRouter({
    settings: { authorization: 'keys', mappingMaxAgeSeconds: 600 },
    callers: [{ apiKey: KEY, policy: { name: 'claims', budget: BUDGET } }],
  });

  it('takes one call of Parameter Store', async () => {
    const response = await post(router, '/v1/extraction', undefined, { 'x-api-key': KEY.value });
    expect(response.status).toBe(200);
    expect(router.aws.parameterStore.journal).toEqual([
      {
        operation: 'GetParametersByPath',
        input: { Path: '/bedrock-tier-router', Recursive: true },
      },
    ]);
  });
});
