import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenUsage } from '../../local/bedrock/wire/token-usage';
import { post } from '../router/support';
import { digestFiles, fetchFunctionCode } from './account/fetch-function-code';
import {
  destroy,
  fetchOutput,
  findFunctionName,
  findUrl,
  listContents,
  openStack,
  type ReadyMadeStack,
} from './ready-made-stack';
import { findLack, useDeployTools } from './use-deploy-tools';

const DIST = join(__dirname, '..', '..', 'dist');
const IN_ORDER = { shuffle: false };
const POLICY =
  '{"name":"claims","operations":["extraction"],"budget":{"limitUsd":50,"period":"month"}}';

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

interface UsagePlan {
  readonly id: string;
  readonly name: string;
}

// In this order, because what is in an account depends on what was done to it before.
describe.skipIf(findLack() !== undefined)('the stack with keys, deployed', IN_ORDER, () => {
  let stack: ReadyMadeStack;
  let url: string;
  /** That of the template's caller, and one that a person made. */
  let claims: ApiKey;
  let batch: ApiKey;

  const aws = <T>(...words: string[]) => stack.account.aws<T>(...words);
  const listArrivals = () => stack.account.emulators.bedrock.journal.entries;
  const call = (path: string, headers: Record<string, string>) =>
    post({ url }, path, undefined, headers);

  beforeAll(async () => {
    stack = await openStack(useDeployTools(), 'keys');
    url = await findUrl(stack.account);
    const [made] = await listKeys();
    if (made === undefined) throw new Error('the stack has no key');
    claims = made;
  });
  afterAll(() => stack?.account.close());

  async function listPlans(): Promise<readonly UsagePlan[]> {
    return (await aws<{ items: UsagePlan[] }>('apigateway', 'get-usage-plans')).items;
  }

  async function listKeys(): Promise<readonly ApiKey[]> {
    return (await aws<{ items: ApiKey[] }>('apigateway', 'get-api-keys', '--include-values')).items;
  }

  /** As in docs/callers.md. */
  async function addCaller(): Promise<ApiKey> {
    const key = await aws<ApiKey>('apigateway', 'create-api-key', '--name', 'batch', '--enabled');
    const plan = ['--usage-plan-id', await fetchOutput(stack.account, 'UsagePlanId')];
    const words = ['--key-type', 'API_KEY', '--key-id', key.id];
    await aws('apigateway', 'create-usage-plan-key', ...plan, ...words);
    const name = `/bedrock-tier-router/callers/${key.id}`;
    const value = '{"name":"batch"}';
    await aws('ssm', 'put-parameter', '--type', 'String', '--name', name, '--value', value);
    return key;
  }

  async function scanBudgets(): Promise<readonly object[]> {
    const { TableNames } = await aws<{ TableNames: string[] }>('dynamodb', 'list-tables');
    const words = ['--table-name', TableNames[0] ?? ''];
    return (await aws<{ Items: object[] }>('dynamodb', 'scan', ...words)).Items;
  }

  async function fetchParameters(): Promise<Readonly<Record<string, string>>> {
    const { Parameters } = await aws<{ Parameters: { Name: string; Value: string }[] }>(
      ...['ssm', 'get-parameters-by-path', '--path', '/bedrock-tier-router', '--recursive'],
    );
    return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
  }

  describe('in the account', () => {
    it('has one table of budgets', async () => {
      const { TableNames } = await aws<{ TableNames: string[] }>('dynamodb', 'list-tables');
      expect(TableNames).toHaveLength(1);
      const words = ['--table-name', TableNames[0] ?? ''];
      const { Table } = await aws<{ Table: object }>('dynamodb', 'describe-table', ...words);
      expect(Table).toMatchObject({
        KeySchema: [
          { AttributeName: 'caller', KeyType: 'HASH' },
          { AttributeName: 'period', KeyType: 'RANGE' },
        ],
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      });
    });

    it("has the caller's policy under the ID of its key", async () => {
      const name = `/bedrock-tier-router/callers/${claims.id}`;
      expect(await fetchParameters()).toMatchObject({ [name]: POLICY });
    });

    it("has the caller's quota, and a plan without limits", async () => {
      const quota = { limit: 1000, period: 'DAY' };
      const name = expect.stringContaining('claims');
      expect(await listPlans()).toMatchObject([{ name, quota }, { quota: {} }]);
    });

    it.each([
      ['router', 'function'],
      ['authorizer', 'authorizer'],
      ['jobs', 'job'],
      ['jobEnd', 'job-end'],
    ] as const)('has the files of the %s, byte for byte', async (kind, bundle) => {
      const name = await findFunctionName(stack.account, kind);
      const code = await fetchFunctionCode(stack.account, name, useDeployTools().pythonPrograms);
      const files = digestFiles(code.folder);
      code.remove();
      expect(files).toHaveProperty(['index.js']);
      expect(files).toEqual(digestFiles(join(DIST, bundle)));
    });
  });

  describe('a call', () => {
    it.each([
      ['without a key', {}, 401],
      ['with an unknown key', { 'x-api-key': 'k'.repeat(40) }, 403],
    ])('%s is refused', async (_, headers, status) => {
      expect((await call('/v1/extraction', headers)).status).toBe(status);
      expect(listArrivals()).toEqual([]);
    });

    it('with the key as a bearer token is charged to its caller', async () => {
      const response = await call('/v1/extraction', { authorization: `Bearer ${claims.value}` });
      expect(response.status).toBe(200);
      const { usage } = (await response.json()) as { usage: TokenUsage };
      expect(listArrivals().at(-1)?.requestedTier).toBe('flex');
      // Half of 0.33 and 2.75 USD a million tokens, in billionths of a USD.
      const spent = { N: String(usage.inputTokens * 165 + usage.outputTokens * 1375) };
      await expect
        .poll(scanBudgets)
        .toEqual([expect.objectContaining({ caller: { S: claims.id }, spent })]);
    });

    it('is refused by the policy of its caller', async () => {
      expect((await call('/v1/assessment', { 'x-api-key': claims.value })).status).toBe(403);
    });

    it('of a caller without CDK is served once its policy was read', async () => {
      batch = await addCaller();
      const ask = async () => (await call('/v1/assessment', { 'x-api-key': batch.value })).status;
      await expect.poll(ask, { timeout: 60_000, interval: 500 }).toBe(200);
    });

    it('as a job is answered later, to its caller alone', async () => {
      const headers = { 'x-api-key': claims.value, 'x-router-job-key': 'page-1' };
      const submitted = await call('/v1/extraction/jobs', headers);
      expect(submitted.status).toBe(202);
      const { location } = (await submitted.json()) as { location: string };
      const show = async (key: string) => {
        const response = await fetch(`${url}${location}`, { headers: { 'x-api-key': key } });
        return { status: response.status, job: await response.json() };
      };
      await expect
        .poll(async () => (await show(claims.value)).job, { timeout: 60_000, interval: 500 })
        .toMatchObject({
          status: 'SUCCEEDED',
          attemptCount: 1,
          receipt: { requestedTier: 'flex', resolvedTier: 'flex' },
          response: { output: { message: { role: 'assistant' } } },
        });
      expect((await show(batch.value)).status).toBe(404);
    });

    it('is refused after its plan has no request left', async () => {
      const limited = (await listPlans()).find(({ name }) => name.includes('claims'));
      await aws(
        ...['apigateway', 'update-usage-plan', '--usage-plan-id', limited?.id ?? ''],
        ...['--patch-operations', 'op=replace,path=/quota/limit,value=1'],
      );
      const response = await call('/v1/extraction', { 'x-api-key': claims.value });
      expect(response.status).toBe(429);
      expect(await response.json()).toEqual({ message: 'Limit Exceeded' });
      expect((await call('/v1/assessment', { 'x-api-key': batch.value })).status).toBe(200);
    });
  });

  describe('destroyed', () => {
    beforeAll(() => destroy(stack));

    it('leaves the table with what was spent', async () => {
      expect(await scanBudgets()).toHaveLength(1);
    });

    it('leaves the bucket with what jobs were asked and answered', async () => {
      const { Buckets } = await aws<{ Buckets: { Name: string }[] }>('s3api', 'list-buckets');
      const bucket = Buckets.find(({ Name }) => Name.includes('jobs'))?.Name ?? '';
      const words = ['s3api', 'list-objects-v2', '--bucket', bucket];
      const { Contents } = await aws<{ Contents: { Key: string }[] }>(...words);
      expect(Contents.map(({ Key }) => Key.split('/').at(-1)).sort()).toEqual([
        'request',
        'response',
        'state.json',
        'submission.json',
      ]);
    });

    it('leaves of the parameters and keys those that a person made', async () => {
      const name = `/bedrock-tier-router/callers/${batch.id}`;
      expect(await fetchParameters()).toEqual({ [name]: '{"name":"batch"}' });
      expect(await listKeys()).toMatchObject([{ id: batch.id }]);
    });

    it('leaves the logs of the functions and of the accesses, and the role of the whole account', async () => {
      expect(await listContents(stack.account)).toEqual({
        functions: [],
        roles: [expect.stringContaining('CloudWatchRole')],
        logGroups: [
          expect.stringContaining('/RouterAccessLogs'),
          expect.stringContaining('/RouterCatalogRefreshLogs'),
          expect.stringContaining('/RouterFunctionLogs'),
          expect.stringContaining('/RouterJobsLogs'),
          expect.stringContaining('/RouterKeyReaderLogs'),
        ],
        apis: [],
        usagePlans: [],
        keys: ['batch'],
        alarms: [],
        dashboards: [],
      });
    });
  });
});
