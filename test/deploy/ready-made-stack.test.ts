import { dirname } from 'node:path';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../cli/program';
import type { TokenUsage } from '../../local/bedrock/wire/token-usage';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { expectDocument } from '../cli/expect-document';
import { runCaptured } from '../cli/run-captured';
import { MESSAGES } from '../clients/bedrock-client';
import {
  BUILT_IN_PRICES,
  NOVA,
  NOVA_US,
  publishModel,
  publishPrices,
} from '../lambda/functions/catalog-refresh/publish';
import { REGION, ROOT_CREDENTIALS } from './account/emulated-account';
import { digestFiles, fetchFunctionCode } from './account/fetch-function-code';
import { invokeFunction } from './account/invoke-function';
import { createUser, Principal } from './account/principal';
import { readLog } from './account/read-log';
import {
  deploy,
  destroy,
  findFunctionName,
  findUrl,
  listContents,
  openStack,
  type ReadyMadeStack,
  STACK,
} from './ready-made-stack';
import { findLack, useDeployTools } from './use-deploy-tools';

const CATALOG = '/bedrock-tier-router/catalog';
const BROKEN_PRODUCT = '{"product":{"attributes":{"regionCode":"us-east-1"}}}';
const IN_ORDER = { shuffle: false };
const EXTRACTION = '/bedrock-tier-router/operations/extraction';
/** The construct's default: so long may a change take until it is in force. */
const IN_FORCE = { timeout: 2 * 30_000, interval: 500 };

// In this order, because what is in an account depends on what was done to it before.
describe.skipIf(findLack() !== undefined)('the ready-made stack, deployed', IN_ORDER, () => {
  const root = new Principal();
  let stack: ReadyMadeStack;
  let url: string;

  const aws = <T>(...words: string[]) => stack.account.aws<T>(...words);
  const listArrivals = () => stack.account.emulators.bedrock.journal.entries;

  beforeAll(async () => {
    stack = await openStack(useDeployTools(), 'iam');
    url = await findUrl(stack.account);
  });
  afterAll(() => stack?.account.close());

  async function readParameter(name: string) {
    const words = ['ssm', 'get-parameter', '--name', name];
    return (await aws<{ Parameter: unknown }>(...words)).Parameter;
  }

  /** The tier that arrives at Bedrock for an extraction now. */
  async function observeTier(): Promise<string | undefined> {
    await (await root.post(`${url}/v1/extraction`)).text();
    return listArrivals().at(-1)?.requestedTier;
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

    it('has the files that the tests ran, byte for byte', async () => {
      const name = await findFunctionName(stack.account, 'router');
      const { pythonPrograms } = useDeployTools();
      const code = await fetchFunctionCode(stack.account, name, pythonPrograms);
      const files = digestFiles(code.folder);
      code.remove();
      expect(
        await aws('lambda', 'get-function-configuration', '--function-name', name),
      ).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'index.handler', CodeSha256: code.sha256 });
      expect(files).toEqual(digestFiles(dirname(FUNCTION_BUNDLE)));
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['index.js', 'budget-clients.js']));
    });

    it('has an alarm on a share of requests, and one on a single metric', async () => {
      const { MetricAlarms } = await aws<{ MetricAlarms: object[] }>(
        ...['cloudwatch', 'describe-alarms', '--alarm-name-prefix', 'BedrockTierRouter-'],
      );
      const share = { Id: 'expr_1', ReturnData: true, Expression: expect.stringContaining('100') };
      expect(MetricAlarms).toContainEqual(
        expect.objectContaining({
          AlarmName: expect.stringContaining('Alarmserrors'),
          StateValue: 'INSUFFICIENT_DATA',
          Metrics: expect.arrayContaining([expect.objectContaining(share)]),
        }),
      );
      expect(MetricAlarms).toContainEqual(
        expect.objectContaining({
          AlarmName: expect.stringContaining('Alarmsmappingerrors'),
          Namespace: 'BedrockTierRouter',
        }),
      );
    });

    it('has one rule, for the schedule of the refresh and for the end of a deployment', async () => {
      const { Rules } = await aws<{ Rules: object[] }>('events', 'list-rules');
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
  });

  describe('a caller', () => {
    it('without a signature is refused', async () => {
      const response = await fetch(`${url}/v1/extraction`, { method: 'POST', body: '{}' });
      expect(response.status).toBe(403);
      expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    });

    it('may call the operation that a policy grants, and no other', async () => {
      const user = await createUser(stack.account, 'extractor', {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: 'arn:aws:execute-api:us-east-1:123456789012:*/prod/POST/v1/extraction',
      });
      expect((await user.post(`${url}/v1/extraction`)).status).toBe(200);
      expect((await user.post(`${url}/v1/assessment`)).status).toBe(403);
      expect(listArrivals().at(-1)?.requestedTier).toBe('flex');
    });
  });

  describe('the command line', () => {
    const runTierRouter = (...words: string[]) => {
      vi.stubEnv('AWS_ENDPOINT_URL', stack.account.url);
      vi.stubEnv('AWS_REGION', REGION);
      vi.stubEnv('AWS_ACCESS_KEY_ID', ROOT_CREDENTIALS.accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', ROOT_CREDENTIALS.secretAccessKey);
      return runCaptured(createProgram(), words);
    };

    it.each([[[]], [['--stack', STACK]], [['--prefix', '/bedrock-tier-router']]])(
      'finds the router by %j',
      async (words) => {
        const { code, stdout, stderr } = await runTierRouter('tiers', ...words, '--json');
        expect([code, stderr]).toEqual([0, '']);
        const { operations } = expectDocument('tiers', stdout);
        expect(operations).toContainEqual(
          expect.objectContaining({ operation: 'extraction', inForce: 'deploy', version: '1' }),
        );
      },
    );

    it('refuses what the deployment does not allow', async () => {
      const { code, stderr } = await runTierRouter('set', 'ocr', 'google.gemma-3-27b-it');
      expect([code, stderr]).toEqual([3, expect.stringContaining('is not allowed here')]);
    });

    it('writes an override, lists it, and takes it away', async () => {
      const set = await runTierRouter('set', 'ocr', `${NOVA_US}:flex`, '--json');
      expect(expectDocument('set', set.stdout)).toMatchObject({
        outcome: 'written',
        version: 'override-1',
        hasOverwritten: false,
      });
      const history = await runTierRouter('history', 'ocr', '--json');
      expect(expectDocument('history', history.stdout)).toMatchObject({
        inForce: 'override-1',
        versions: [{ version: '1' }, { version: 'override-1', value: `${NOVA_US}:flex` }],
      });
      const unset = await runTierRouter('unset', 'ocr', '--json');
      expect(expectDocument('unset', unset.stdout)).toMatchObject({ outcome: 'removed' });
    });
  });

  describe('the API', () => {
    it('is healthy', async () => {
      expect((await root.get(`${url}/health`)).status).toBe(200);
    });

    it('knows the parameters of the account', async () => {
      const response = await root.get(`${url}/v1/operations`);
      expect(await response.json()).toMatchObject({
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
      const response = await root.post(`${url}/v1/${operation}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ stopReason: 'end_turn' });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-amzn-bedrock-service-tier': tier,
        'x-router-mapping-version': '1',
        'x-router-estimated-cost-usd': expect.stringMatching(/^0\.0/),
      });
      const arrival = listArrivals().at(-1);
      expect(arrival?.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
      expect(arrival?.requestedTier).toBe(tierOnTheWire);
    });

    it('streams to the AWS SDK', async () => {
      const { stream = [] } = await root
        .createClient(url)
        .send(new ConverseStreamCommand({ modelId: 'extraction', messages: MESSAGES }));
      let metadata: unknown;
      for await (const event of stream) metadata = event.metadata ?? metadata;
      expect(metadata).toMatchObject({ serviceTier: { type: 'flex' } });
    });

    it('refuses an operation that nobody made', async () => {
      const response = await root.post(`${url}/v1/translation`);
      expect(response.status).toBe(404);
      expect(response.headers.get('x-router-error')).toBe('unknown-operation');
    });

    it('logs nothing but JSON, its metrics among them', async () => {
      const name = await findFunctionName(stack.account, 'router');
      const entries = (await readLog(stack.account, name)).map((line) => JSON.parse(line));
      expect(entries).toContainEqual(
        expect.objectContaining({ Operation: 'extraction', ServiceTier: 'flex', Invocations: 1 }),
      );
    });

    it('breaks a stream off where Bedrock broke it off', async () => {
      const cut = { kind: 'cut', at: 'between-frames', cleanly: true } as const;
      stack.account.emulators.bedrock.failures.add(cut);
      const response = await root.post(`${url}/v1/extraction/stream`);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow('terminated');
    });
  });

  describe('the refresh of the catalog', () => {
    let name: string;

    const publish = (prices: typeof BUILT_IN_PRICES, lifecycle?: object) => {
      publishPrices(stack.account.emulators, prices);
      publishModel(stack.account.emulators, lifecycle);
    };

    beforeAll(async () => {
      name = await findFunctionName(stack.account, 'refresh');
    });

    it('writes nothing while AWS says what the package says', async () => {
      publish(BUILT_IN_PRICES);
      expect(await invokeFunction(stack.account, name)).toEqual({ isWritten: false, models: [] });
      await expect(readParameter(CATALOG)).rejects.toThrow('ParameterNotFound');
    });

    it('refuses an implausible price, and changes nothing on a broken answer', async () => {
      publish({ input: '0.33', output: '2.75' });
      expect(await invokeFunction(stack.account, name)).toEqual({ isWritten: false, models: [] });
      stack.account.emulators.priceList.offers.set('AmazonBedrock', [BROKEN_PRODUCT]);
      expect(await invokeFunction(stack.account, name)).toEqual({ isWritten: false, models: [] });
      expect((await readLog(stack.account, name)).join('\n')).toContain(
        'Price refused as implausible',
      );
      await expect(readParameter(CATALOG)).rejects.toThrow('ParameterNotFound');
    });

    it('writes a changed price and the end of a model, which the router then uses', async () => {
      publish({ input: '0.00036', output: '0.003' }, { endOfLifeTime: '2031-01-01T00:00:00Z' });
      expect(await invokeFunction(stack.account, name)).toEqual({
        isWritten: true,
        models: [NOVA],
      });
      expect(await readParameter(CATALOG)).toMatchObject({
        Value: expect.stringContaining('"endOfLife":"2031-01-01"'),
      });
      const types = stack.account.emulators.eventBridge.journal.map(({ DetailType }) => DetailType);
      expect(types).toEqual(['Price Changed', 'Price Changed', 'Price Changed']);
      const readCost = async () => {
        const response = await root.post(`${url}/v1/assessment`);
        const { usage } = (await response.json()) as { usage: TokenUsage };
        const usd = (usage.inputTokens * 0.36 + usage.outputTokens * 3) / 1e6;
        return Number(response.headers.get('x-router-estimated-cost-usd')) - usd;
      };
      await expect.poll(readCost, IN_FORCE).toBeCloseTo(0, 10);
    });
  });

  it('follows `aws ssm put-parameter` after the maximum age', async () => {
    expect(await observeTier()).toBe('flex');
    await aws(
      ...['ssm', 'put-parameter', '--overwrite', '--name', EXTRACTION],
      ...['--value', 'us.amazon.nova-2-lite-v1:0:priority'],
    );
    await expect.poll(observeTier, IN_FORCE).toBe('priority');
  });

  describe('after an operator changed a parameter of the deploy', () => {
    const OPERATORS = { Value: 'us.amazon.nova-2-lite-v1:0:priority', Version: 2 };

    it('keeps it if a deploy changes nothing', async () => {
      expect(await deploy(stack)).toContain('✅  BedrockTierRouter');
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
    });

    it('keeps it if a deploy changes something else', async () => {
      await deploy(stack, { memorySizeMib: 1024 });
      const name = await findFunctionName(stack.account, 'router');
      expect(
        await aws('lambda', 'get-function-configuration', '--function-name', name),
      ).toMatchObject({ MemorySize: 1024 });
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
      expect(await observeTier()).toBe('priority');
    });
  });

  describe('destroyed', () => {
    beforeAll(() => destroy(stack));

    it('leaves of the parameters the catalog, not even a route that an operator changed', async () => {
      const path = ['--path', '/bedrock-tier-router', '--recursive'];
      const found = await aws('ssm', 'get-parameters-by-path', ...path);
      expect(found).toMatchObject({ Parameters: [{ Name: CATALOG }] });
    });

    it('leaves the logs of the functions and of the accesses, and the role of the whole account', async () => {
      expect(await listContents(stack.account)).toEqual({
        functions: [],
        roles: [expect.stringContaining('CloudWatchRole')],
        logGroups: [
          expect.stringContaining('/RouterAccessLogs'),
          expect.stringContaining('/RouterCatalogRefreshLogs'),
          expect.stringContaining('/RouterFunctionLogs'),
        ],
        apis: [],
        usagePlans: [],
        keys: [],
        alarms: [],
        dashboards: [],
      });
    });
  });
});
