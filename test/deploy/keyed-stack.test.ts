import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TokenUsage } from '../../local/bedrock/wire/token-usage';
import type { LoopbackServer } from '../../local/loopback-server';
import { post } from '../router/support';
import { digestFiles, type FunctionCode, fetchFunctionCode } from './account/fetch-function-code';
import { serveKeyedFront } from './keyed-front';
import {
  destroy,
  fetchTemplate,
  findFunctionName,
  listContents,
  listKeptTypes,
  openStack,
  type ReadyMadeStack,
  type Template,
} from './ready-made-stack';
import { fetchConfiguration, type RunningFunction, runFunction } from './run-function';
import { findLack, useDeployTools } from './use-deploy-tools';

const DIST = join(__dirname, '..', '..', 'dist');
const IN_ORDER = { shuffle: false };
const POLICY =
  '{"name":"claims","operations":["extraction"],"budget":{"limitUsd":50,"period":"month"}}';

interface ApiKey {
  readonly id: string;
  readonly value: string;
}

// In this order, because what is in an account depends on what was done to it before.
describe.skipIf(findLack() !== undefined)('the stack with keys, deployed', IN_ORDER, () => {
  let stack: ReadyMadeStack;
  let template: Template;
  let authorizer: FunctionCode;
  let key: ApiKey;
  let running: RunningFunction;
  let front: LoopbackServer;

  const aws = <T>(...words: string[]) => stack.account.aws<T>(...words);

  beforeAll(async () => {
    const tools = useDeployTools();
    stack = await openStack(tools.pythonPrograms, 'keys');
    template = await fetchTemplate(stack.account);
    const name = await findFunctionName(stack.account, 'authorizer');
    authorizer = await fetchFunctionCode(stack.account, name, tools.pythonPrograms);
    // The authorizer runs in this process, and reads its configuration when it is loaded.
    const { Environment } = await fetchConfiguration(stack.account, name);
    for (const [variable, value] of Object.entries(Environment.Variables)) {
      vi.stubEnv(variable, value);
    }
    key = await addCaller();
    running = await runFunction(stack.account, tools);
    front = await serveKeyedFront({ running, authorizer, key });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await front?.close();
    await running?.close();
    authorizer?.remove();
    await stack?.account.close();
  });

  /** As in docs/callers.md, except for the usage plan: moto does not create the template's. */
  async function addCaller(): Promise<ApiKey> {
    const made = await aws<ApiKey>('apigateway', 'create-api-key', '--name', 'claims', '--enabled');
    const name = `/bedrock-tier-router/callers/${made.id}`;
    await aws('ssm', 'put-parameter', '--type', 'String', '--name', name, '--value', POLICY);
    return made;
  }

  async function fetchTables(): Promise<readonly string[]> {
    const { TableNames } = await aws<{ TableNames: string[] }>('dynamodb', 'list-tables');
    return TableNames;
  }

  async function scanBudgets(): Promise<readonly object[]> {
    const [table = ''] = await fetchTables();
    const { Items } = await aws<{ Items: object[] }>('dynamodb', 'scan', '--table-name', table);
    return Items;
  }

  async function fetchParameters(): Promise<Readonly<Record<string, string>>> {
    const { Parameters } = await aws<{ Parameters: { Name: string; Value: string }[] }>(
      ...['ssm', 'get-parameters-by-path', '--path', '/bedrock-tier-router', '--recursive'],
    );
    return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
  }

  describe('in the account', () => {
    it('has one table of budgets, which the function knows', async () => {
      const { ROUTER_CONFIG = '' } = running.configuration.Environment.Variables;
      const { budgetTable }: { budgetTable: string } = JSON.parse(ROUTER_CONFIG);
      expect(await fetchTables()).toEqual([budgetTable]);
      const words = ['--table-name', budgetTable];
      const { Table } = await aws<{ Table: object }>('dynamodb', 'describe-table', ...words);
      expect(Table).toMatchObject({
        KeySchema: [
          { AttributeName: 'caller', KeyType: 'HASH' },
          { AttributeName: 'period', KeyType: 'RANGE' },
        ],
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      });
    });

    /** Under the name `None`: the key whose ID it should be is not made. */
    it("has the caller's policy", async () => {
      expect(await fetchParameters()).toHaveProperty(['/bedrock-tier-router/callers/None'], POLICY);
    });

    it.each([
      [
        'function',
        ['budget-clients.js', 'index.js', 'lazy-sdk.js', 'media-client.js'],
        () => running.code.folder,
      ],
      ['authorizer', ['index.js'], () => authorizer.folder],
    ])('has the files of the %s, byte for byte', (bundle, names, findFolder) => {
      const files = digestFiles(findFolder());
      expect(Object.keys(files).sort()).toEqual(names);
      expect(files).toEqual(digestFiles(join(DIST, bundle)));
    });
  });

  describe('a call', () => {
    it.each([
      ['without a key', {}, 401],
      ['with an unknown key', { 'x-api-key': 'k'.repeat(40) }, 403],
    ])('%s is refused by what the authorizer says', async (_, headers, status) => {
      expect((await post(front, '/v1/extraction', undefined, headers)).status).toBe(status);
      expect(running.emulators.bedrock.journal.entries).toEqual([]);
    });

    it('with the key as a bearer token is charged to its caller', async () => {
      const headers = { authorization: `Bearer ${key.value}` };
      const response = await post(front, '/v1/extraction', undefined, headers);
      expect(response.status).toBe(200);
      const { usage } = (await response.json()) as { usage: TokenUsage };
      expect(running.emulators.bedrock.journal.entries.at(-1)?.requestedTier).toBe('flex');
      // Half of 0.33 and 2.75 USD a million tokens, in billionths of a USD.
      const spent = { N: String(usage.inputTokens * 165 + usage.outputTokens * 1375) };
      await expect
        .poll(scanBudgets)
        .toEqual([expect.objectContaining({ caller: { S: key.id }, spent })]);
    });

    it('is refused by the policy of its caller', async () => {
      const headers = { 'x-api-key': key.value };
      const response = await post(front, '/v1/assessment', undefined, headers);
      expect(response.status).toBe(403);
    });
  });

  describe('destroyed', () => {
    beforeAll(() => destroy(stack));

    it('leaves the table with what was spent', async () => {
      expect(await scanBudgets()).toHaveLength(1);
    });

    it('leaves of the parameters the one that a person made', async () => {
      const name = `/bedrock-tier-router/callers/${key.id}`;
      expect(await fetchParameters()).toEqual({ [name]: POLICY });
    });

    it('leaves the logs of both functions and of the accesses, and the role of the whole account', async () => {
      expect(await listContents(stack.account)).toEqual({
        functions: [],
        roles: [expect.stringContaining('CloudWatchRole')],
        logGroups: [
          expect.stringMatching(/^BedrockTierRouter-RouterAccessLogs/),
          expect.stringMatching(/^BedrockTierRouter-RouterCatalogRefreshLogs/),
          expect.stringMatching(/^BedrockTierRouter-RouterFunctionLogs/),
          expect.stringMatching(/^BedrockTierRouter-RouterKeyReaderLogs/),
        ],
      });
    });

    it('keeps nothing else, by its template', () => {
      expect(listKeptTypes(template)).toEqual([
        'AWS::ApiGateway::Account',
        'AWS::DynamoDB::Table',
        'AWS::IAM::Role',
        'AWS::Logs::LogGroup',
      ]);
    });
  });
});
