import { dirname } from 'node:path';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenUsage } from '../../local/bedrock/wire/token-usage';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { createClient, MESSAGES } from '../clients/bedrock-client';
import { NOVA, publishModel, publishPrices } from '../lambda/functions/catalog-refresh/publish';
import { post } from '../router/support';
import { digestFiles } from './account/fetch-function-code';
import { watchLeftovers } from './account/watch-leftovers';
import {
  deploy,
  destroy,
  fetchTemplate,
  listContents,
  listKeptTypes,
  openStack,
  type ReadyMadeStack,
  type Template,
} from './ready-made-stack';
import { fetchConfiguration, type RunningFunction, runFunction } from './run-function';
import { type DeployedRefresh, runRefresh } from './run-refresh';
import { findLack, useDeployTools } from './use-deploy-tools';

const CATALOG = '/bedrock-tier-router/catalog';
const BROKEN_PRODUCT = '{"product":{"attributes":{"regionCode":"us-east-1"}}}';
const IN_ORDER = { shuffle: false };
const EXTRACTION = '/bedrock-tier-router/operations/extraction';
/** The construct's default: so long may a change take until it is in force. */
const MAPPING_MAX_AGE_MILLIS = 30_000;

// In this order, because what is in an account depends on what was done to it before.
describe.skipIf(findLack() !== undefined)('the ready-made stack, deployed', IN_ORDER, () => {
  let stack: ReadyMadeStack;
  let template: Template;
  let running: RunningFunction;

  beforeAll(async () => {
    const tools = useDeployTools();
    stack = await openStack(tools.pythonPrograms, 'iam');
    template = await fetchTemplate(stack.account);
    running = await runFunction(stack.account, tools);
  });
  afterAll(async () => {
    await running?.close();
    await stack?.account.close();
  });

  async function readParameter(name: string) {
    const { Parameter } = await stack.account.aws<{ Parameter: unknown }>(
      ...['ssm', 'get-parameter', '--name', name],
    );
    return Parameter;
  }

  /** The tier that arrives at Bedrock for an extraction now. */
  async function observeTier(): Promise<string | undefined> {
    await (await post(running.deployed, '/v1/extraction')).text();
    return running.emulators.bedrock.journal.entries.at(-1)?.requestedTier;
  }

  describe('in the account', () => {
    it.each([
      ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
      ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
      ['assessment', 'us.amazon.nova-2-lite-v1:0'],
    ])('has the route of %s as a parameter', async (operation, route) => {
      const parameter = await readParameter(`/bedrock-tier-router/operations/${operation}`);
      expect(parameter).toMatchObject({ Type: 'StringList', Value: route, Version: 1 });
    });

    it('has the function on the Node.js that runs it here', () => {
      expect(running.configuration).toMatchObject({
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
      });
    });

    it('has the files that the tests ran, byte for byte', () => {
      const { code, configuration } = running;
      expect(code.sha256).toBe(configuration.CodeSha256);
      const files = digestFiles(code.folder);
      expect(files).toEqual(digestFiles(dirname(FUNCTION_BUNDLE)));
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['index.js', 'budget-clients.js']));
    });
  });

  it('leaves nothing of a function that does not start', async () => {
    const findLeftovers = watchLeftovers();
    const tools = { ...useDeployTools(), runtimeClient: '/nowhere' };
    await expect(runFunction(stack.account, tools)).rejects.toThrow('/nowhere');
    await expect.poll(findLeftovers).toEqual({ files: [], servers: 0 });
  });

  describe("the function in Lambda's own runtime", () => {
    it('is healthy', async () => {
      expect((await fetch(`${running.deployed.url}/health`)).status).toBe(200);
    });

    it('knows the parameters of the account', async () => {
      const response = await fetch(`${running.deployed.url}/v1/operations`);
      expect(await response.json()).toEqual({
        operations: [
          ['assessment', 'us.amazon.nova-2-lite-v1:0'],
          ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
          ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
          ['ocr', 'us.amazon.nova-2-lite-v1:0'],
          ['summarization', 'us.amazon.nova-2-lite-v1:0:flex'],
        ].map(([operation, route]) => {
          const deploy = { route: [route], mappingVersion: '1' };
          return { operation, ...deploy, inForce: 'deploy', deploy };
        }),
      });
    });

    it.each([
      ['classification', 'priority', 'priority'],
      ['extraction', 'flex', 'flex'],
      ['assessment', 'default', undefined],
    ])('sends %s to Bedrock on tier %s', async (operation, tier, tierOnTheWire) => {
      const response = await post(running.deployed, `/v1/${operation}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ stopReason: 'end_turn' });
      expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe(tier);
      const arrival = running.emulators.bedrock.journal.entries.at(-1);
      expect(arrival?.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
      expect(arrival?.requestedTier).toBe(tierOnTheWire);
    });

    it('streams to the AWS SDK', async () => {
      const { stream = [] } = await createClient(running.deployed.url).send(
        new ConverseStreamCommand({ modelId: 'extraction', messages: MESSAGES }),
      );
      let metadata: unknown;
      for await (const event of stream) metadata = event.metadata ?? metadata;
      expect(metadata).toMatchObject({ serviceTier: { type: 'flex' } });
    });

    it('refuses an operation that nobody made', async () => {
      const response = await post(running.deployed, '/v1/translation');
      expect(response.status).toBe(404);
      expect(response.headers.get('x-router-error')).toBe('unknown-operation');
    });

    it('logs nothing but JSON, its metrics among them', () => {
      const entries = running.deployed.logLines.map((line) => JSON.parse(line));
      expect(entries).toContainEqual(
        expect.objectContaining({ Operation: 'extraction', ServiceTier: 'flex', Invocations: 1 }),
      );
    });
  });

  describe('the refresh of the catalog', () => {
    let refresh: DeployedRefresh;
    beforeAll(async () => {
      refresh = await runRefresh(stack.account, useDeployTools().pythonPrograms);
    });
    afterAll(() => refresh?.close());

    it('has one rule, for its schedule and for the end of a deployment', async () => {
      const { Rules } = await stack.account.aws<{ Rules: object[] }>('events', 'list-rules');
      expect(Rules).toMatchObject([
        {
          State: 'ENABLED',
          ScheduleExpression: expect.stringContaining('cron('),
          EventPattern: expect.stringContaining(
            'arn:aws:cloudformation:us-east-1:123456789012:stack/',
          ),
        },
      ]);
    });

    it('writes nothing while AWS says what the package says', async () => {
      expect(await refresh.run()).toEqual({ answer: { isWritten: false, models: [] } });
      await expect(readParameter(CATALOG)).rejects.toThrow('ParameterNotFound');
    });

    it('refuses an implausible price, and changes nothing on a broken answer', async () => {
      publishPrices(refresh.aws, { input: '0.33', output: '2.75' });
      expect(await refresh.run()).toEqual({ answer: { isWritten: false, models: [] } });
      refresh.aws.priceList.offers.set('AmazonBedrock', [BROKEN_PRODUCT]);
      expect(await refresh.run()).toEqual({ answer: { isWritten: false, models: [] } });
      expect(refresh.log()).toContain('Price refused as implausible');
      await expect(readParameter(CATALOG)).rejects.toThrow('ParameterNotFound');
    });

    it('writes a changed price and the end of a model, which the router then uses', async () => {
      publishPrices(refresh.aws, { input: '0.00036', output: '0.003' });
      publishModel(refresh.aws, { endOfLifeTime: '2031-01-01T00:00:00Z' });
      expect(await refresh.run()).toEqual({ answer: { isWritten: true, models: [NOVA] } });
      expect(await readParameter(CATALOG)).toMatchObject({
        Value: expect.stringContaining('"endOfLife":"2031-01-01"'),
      });
      const types = refresh.aws.eventBridge.journal.map(({ DetailType }) => DetailType);
      expect(types).toEqual(['Price Changed', 'Price Changed', 'Price Changed']);
      const readCost = async () => {
        const response = await post(running.deployed, '/v1/assessment');
        const { usage } = (await response.json()) as { usage: TokenUsage };
        const usd = (usage.inputTokens * 0.36 + usage.outputTokens * 3) / 1e6;
        return Number(response.headers.get('x-router-estimated-cost-usd')) - usd;
      };
      await expect
        .poll(readCost, { timeout: 2 * MAPPING_MAX_AGE_MILLIS, interval: 500 })
        .toBeCloseTo(0, 10);
    });
  });

  it('follows `aws ssm put-parameter` after the maximum age', async () => {
    expect(await observeTier()).toBe('flex');
    await stack.account.aws(
      ...['ssm', 'put-parameter', '--overwrite', '--name', EXTRACTION],
      ...['--value', 'us.amazon.nova-2-lite-v1:0:priority'],
    );
    await expect
      .poll(observeTier, { timeout: 2 * MAPPING_MAX_AGE_MILLIS, interval: 500 })
      .toBe('priority');
  });

  describe('after an operator changed a parameter', () => {
    const OPERATORS = { Value: 'us.amazon.nova-2-lite-v1:0:priority', Version: 2 };

    it('keeps it if a deploy changes nothing', async () => {
      expect(await deploy(stack)).toContain('UPDATE_COMPLETE');
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
    });

    it('keeps it if a deploy changes something else', async () => {
      await deploy(stack, { memorySizeMib: 1024 });
      const { FunctionName } = running.configuration;
      const { MemorySize } = await fetchConfiguration(stack.account, FunctionName);
      expect(MemorySize).toBe(1024);
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
    });
  });

  describe('destroyed', () => {
    beforeAll(() => destroy(stack));

    it('leaves of the parameters the catalog, not even a route that an operator changed', async () => {
      const path = ['--path', '/bedrock-tier-router', '--recursive'];
      const found = await stack.account.aws('ssm', 'get-parameters-by-path', ...path);
      expect(found).toMatchObject({ Parameters: [{ Name: CATALOG }] });
    });

    it('leaves the logs of the functions and of the accesses, and the role of the whole account', async () => {
      expect(await listContents(stack.account)).toEqual({
        functions: [],
        roles: [expect.stringContaining('CloudWatchRole')],
        logGroups: [
          expect.stringMatching(/^BedrockTierRouter-RouterAccessLogs/),
          expect.stringMatching(/^BedrockTierRouter-RouterCatalogRefreshLogs/),
          expect.stringMatching(/^BedrockTierRouter-RouterFunctionLogs/),
        ],
      });
    });

    /** moto does not create some resources and deletes no REST API. */
    it('keeps nothing else, by its template', () => {
      expect(listKeptTypes(template)).toEqual([
        'AWS::ApiGateway::Account',
        'AWS::IAM::Role',
        'AWS::Logs::LogGroup',
      ]);
    });
  });
});
