import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { createClient, MESSAGES } from '../clients/bedrock-client';
import { post } from '../router/support';
import { type Deployment, fetchConfiguration, openDeployment } from './open-deployment';
import { deploy, destroy, STACK } from './ready-made-stack';
import { findLack, useDeployTools } from './use-deploy-tools';

const EXTRACTION = '/bedrock-tier-router/operations/extraction';
/** The construct's default: so long may a change take until it is in force. */
const MAPPING_MAX_AGE_MILLIS = 30_000;

describe.skipIf(findLack() !== undefined)('the ready-made stack, deployed', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment(useDeployTools());
  });
  afterAll(() => deployment?.close());

  async function readParameter(name: string) {
    const { Parameter } = await deployment.account.aws<{ Parameter: unknown }>(
      ...['ssm', 'get-parameter', '--name', name],
    );
    return Parameter;
  }

  /** The tier on which the function asks Bedrock for an extraction now. */
  async function observeTier(): Promise<string | null> {
    const response = await post(deployment.deployed, '/v1/extraction');
    await response.text();
    return response.headers.get('x-router-requested-tier');
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
      expect(deployment.configuration).toMatchObject({
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
      });
    });

    it('has the bytes that the tests ran', () => {
      const { code, configuration } = deployment;
      expect(code.sha256).toBe(configuration.CodeSha256);
      expect(readdirSync(code.folder)).toContain('index.js');
      const bytes = readFileSync(join(code.folder, 'index.js'));
      expect(bytes.equals(readFileSync(FUNCTION_BUNDLE))).toBe(true);
    });
  });

  describe("the function in Lambda's own runtime", () => {
    it('is healthy', async () => {
      expect((await fetch(`${deployment.deployed.url}/health`)).status).toBe(200);
    });

    it('knows the parameters of the account', async () => {
      const response = await fetch(`${deployment.deployed.url}/v1/operations`);
      expect(await response.json()).toEqual({
        operations: [
          ['assessment', 'us.amazon.nova-2-lite-v1:0'],
          ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
          ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
        ].map(([operation, route]) => ({ operation, route: [route], mappingVersion: '1' })),
      });
    });

    it.each([
      ['classification', 'priority', 'priority'],
      ['extraction', 'flex', 'flex'],
      ['assessment', 'default', undefined],
    ])('sends %s to Bedrock on tier %s', async (operation, tier, tierOnTheWire) => {
      const response = await post(deployment.deployed, `/v1/${operation}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ stopReason: 'end_turn' });
      expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe(tier);
      const arrival = deployment.standIns.bedrock.journal.entries.at(-1);
      expect(arrival?.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
      expect(arrival?.requestedTier).toBe(tierOnTheWire);
    });

    it('streams to the AWS SDK', async () => {
      const { stream = [] } = await createClient(deployment.deployed.url).send(
        new ConverseStreamCommand({ modelId: 'extraction', messages: MESSAGES }),
      );
      let metadata: unknown;
      for await (const event of stream) metadata = event.metadata ?? metadata;
      expect(metadata).toMatchObject({ serviceTier: { type: 'flex' } });
    });

    it('refuses an operation that nobody made', async () => {
      const response = await post(deployment.deployed, '/v1/translation');
      expect(response.status).toBe(404);
      expect(response.headers.get('x-router-error')).toBe('unknown-operation');
    });

    it('logs nothing but JSON, its metrics among them', () => {
      const entries = deployment.deployed.logLines.map((line) => JSON.parse(line));
      expect(entries).toContainEqual(
        expect.objectContaining({ Operation: 'extraction', ServiceTier: 'flex', Invocations: 1 }),
      );
    });
  });

  it('follows `aws ssm put-parameter` within the maximum age', async () => {
    expect(await observeTier()).toBe('flex');
    await deployment.account.aws(
      ...['ssm', 'put-parameter', '--overwrite', '--name', EXTRACTION],
      ...['--value', 'us.amazon.nova-2-lite-v1:0:priority'],
    );
    await expect
      .poll(observeTier, { timeout: MAPPING_MAX_AGE_MILLIS + 1000, interval: 500 })
      .toBe('priority');
  });

  describe('after an operator changed a parameter', () => {
    const OPERATORS = { Value: 'us.amazon.nova-2-lite-v1:0:priority', Version: 2 };

    it('leaves it alone where a deploy changes nothing', async () => {
      expect(await deploy(deployment.account, '--force')).toContain('UPDATE_COMPLETE');
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
    });

    it('leaves it alone where a deploy changes something else', async () => {
      const { account, configuration } = deployment;
      await deploy(account, '-c', 'memorySizeMib=1024');
      const { MemorySize } = await fetchConfiguration(account, configuration.FunctionName);
      expect(MemorySize).toBe(1024);
      expect(await readParameter(EXTRACTION)).toMatchObject(OPERATORS);
    });
  });

  describe('destroyed', () => {
    beforeAll(() => destroy(deployment.account));

    it('leaves no parameter, not even one that an operator changed', async () => {
      const path = ['--path', '/bedrock-tier-router', '--recursive'];
      const found = await deployment.account.aws('ssm', 'get-parameters-by-path', ...path);
      expect(found).toEqual({ Parameters: [] });
    });

    it('leaves no function', async () => {
      const found = await deployment.account.aws('lambda', 'list-functions');
      expect(found).toEqual({ Functions: [] });
    });

    it("leaves no role but the one that is the whole account's", async () => {
      const { Roles } = await deployment.account.aws<{ Roles: { RoleName: string }[] }>(
        'iam',
        'list-roles',
      );
      const ours = Roles.map(({ RoleName }) => RoleName).filter((name) => name.startsWith(STACK));
      expect(ours).toEqual([expect.stringContaining('CloudWatchRole')]);
    });

    /** moto deletes no log group and no REST API, whatever a template says of them: so the template is asked. */
    it('keeps nothing else than logs, by its template', () => {
      const kept = Object.values(deployment.template.Resources)
        .filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'))
        .map(({ Type }) => Type);
      expect(new Set(kept)).toEqual(
        new Set(['AWS::Logs::LogGroup', 'AWS::IAM::Role', 'AWS::ApiGateway::Account']),
      );
    });
  });
});
