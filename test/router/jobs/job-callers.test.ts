import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE } from '../../../local/dynamo-db/emulator';
import { runRouter } from '../../clients/run-router';
import { US } from '../recovery/ask-route';
import { BODY } from '../support';
import { JobClient } from './job-client';

const CLAIMS = { id: 'claims0000', value: 'key-of-the-caller-claims' };
const BROKE = { id: 'broke00000', value: 'key-of-the-caller-broke' };
const LEAVER = { id: 'leaver0000', value: 'key-of-the-caller-leaver' };
const MONTH = { period: 'month' } as const;

/** Ends the environment at its next call of Bedrock, as `kill -9` does. */
let killsNext = false;

const router = runRouter({
  settings: {
    authorization: 'keys',
    mappingMaxAgeSeconds: 0,
    operations: { extraction: `${US}:flex,${US}`, archive: `${US}:flex` },
  },
  callers: [
    {
      apiKey: CLAIMS,
      policy: { name: 'claims', operations: ['extraction'], budget: { limitUsd: 10, ...MONTH } },
    },
    { apiKey: BROKE, policy: { name: 'broke', budget: { limitUsd: 0.000_01, ...MONTH } } },
    { apiKey: LEAVER, policy: { name: 'leaver' } },
  ],
  jobs: {
    pauseScale: 0.000_02,
    onCall: (environment, { url = '' }) => {
      if (!killsNext || !url.includes('/converse')) return true;
      killsNext = false;
      environment.kill();
      return false;
    },
  },
});
const clientOf = ({ value }: typeof CLAIMS) => new JobClient(router, { 'x-api-key': value });
const [claims, broke, leaver] = [clientOf(CLAIMS), clientOf(BROKE), clientOf(LEAVER)];

let dynamoDb: DynamoDBClient;
beforeAll(() => {
  dynamoDb = new DynamoDBClient(composeLocalClient(router.aws.url));
});
beforeEach(() => router.log.clear());
afterAll(() => dynamoDb.destroy());

/** What the ledger has of a caller in this month. */
async function readAccount({ id }: typeof CLAIMS) {
  const Key = { caller: { S: id }, period: { S: new Date().toISOString().slice(0, 7) } };
  const { Item = {} } = await dynamoDb.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
  const open = Object.keys(Item).filter((name) => name.startsWith('o#'));
  return {
    spent: Number(Item['spent']?.N ?? 0),
    committed: Number(Item['committed']?.N ?? 0),
    open,
  };
}

describe('a caller', () => {
  it('sees and stops its own jobs alone', async () => {
    const jobId = await claims.accept();
    await claims.ended(jobId);
    expect((await claims.fetch(jobId)).status).toBe(200);
    for (const method of ['GET', 'DELETE']) {
      const response = await leaver.fetch(jobId, method);
      expect([response.status, response.headers.get('x-router-error')]).toEqual([
        404,
        'unknown-job',
      ]);
    }
  });

  it('has job keys of its own', async () => {
    const headers = { 'x-router-job-key': 'shared' };
    const ids = await Promise.all([claims, leaver].map((each) => each.accept({ headers })));
    expect(new Set(ids).size).toBe(2);
    // A job that goes on would be charged within a later test.
    await Promise.all([claims, leaver].map((each, index) => each.ended(ids[index] ?? '')));
  });

  it('may submit what its policy allows', async () => {
    const response = await claims.submit({ operation: 'archive' });
    expect([response.status, response.headers.get('x-router-error')]).toEqual([
      403,
      'caller-not-allowed',
    ]);
  });

  it('that has lost its policy sees nothing, and its jobs fail', async () => {
    router.bedrock.failures.add({ kind: 'throttle', tier: 'flex', times: 1000 });
    const jobId = await leaver.accept();
    await leaver.attempted(jobId);
    const name = `/bedrock-tier-router/callers/${LEAVER.id}`;
    const policy = router.parameters.get(name).value;
    router.parameters.delete(name);
    await router.log.find(({ message, job_id }) => message === 'Job ended' && job_id === jobId);
    const refused = await leaver.fetch(jobId);
    expect([refused.status, refused.headers.get('x-router-error')]).toEqual([
      403,
      'unknown-caller',
    ]);
    router.parameters.put({ name, type: 'String', value: policy });
    expect(await leaver.see(jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'unknown-caller' },
    });
  });
});

describe('a budget', () => {
  it('is charged the cost of a job, and nothing for its waits', async () => {
    router.bedrock.failures.add({ kind: 'throttle', tier: 'flex', times: 2 });
    const before = await readAccount(CLAIMS);
    const { receipt } = await claims.ended(await claims.accept());
    const after = await readAccount(CLAIMS);
    expect(after.spent - before.spent).toBe(Math.round(Number(receipt?.['costUsd']) * 1e9));
    expect(after).toMatchObject({ committed: after.spent, open: [] });
  });

  it('that is exceeded is waited for', async () => {
    const jobId = await broke.accept({
      body: BODY.replace('{', '{"inferenceConfig":{"maxTokens":50},'),
    });
    await vi.waitFor(async () => {
      expect((await broke.see(jobId)).waitedFor).toHaveProperty('budget-exceeded');
    });
    expect(broke.arrivalsOf(jobId)).toEqual([]);
    const policy = { name: 'broke', budget: { limitUsd: 1, ...MONTH } };
    const name = `/bedrock-tier-router/overrides/callers/${BROKE.id}`;
    router.parameters.put({ name, type: 'String', value: JSON.stringify(policy) });
    expect(await broke.ended(jobId)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a worker that is killed while Bedrock is called', () => {
  it('makes the attempt again, says so, and charges both', async () => {
    const before = await readAccount(CLAIMS);
    killsNext = true;
    const seen = await claims.ended(await claims.accept());
    expect(seen).toMatchObject({ status: 'SUCCEEDED', attemptCount: 1, repeated: 1 });
    const after = await readAccount(CLAIMS);
    const cost = Math.round(Number(seen.receipt?.['costUsd']) * 1e9);
    expect(after.spent - before.spent).toBeGreaterThan(2 * cost);
    expect(after).toMatchObject({ committed: after.spent, open: [] });
  });
});
