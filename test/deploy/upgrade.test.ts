import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeProperties,
  changeStack,
  fetchTemplate,
  type Template,
} from './account/change-stack';
import type { EmulatedAccount } from './account/emulated-account';
import { Principal } from './account/principal';
import { readLog } from './account/read-log';
import landed from './fixtures/landed-template.json';
import {
  deploy,
  findFunctionName,
  findUrl,
  openBootstrappedAccount,
  STACK,
} from './ready-made-stack';
import { findLack, useDeployTools } from './use-deploy-tools';

const PREFIX = '/bedrock-tier-router';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const IN_ORDER = { shuffle: false };
/** A change is in force within two seconds, and the template is short enough for the API without a bucket. */
const CONFIG = { mappingMaxAgeSeconds: 1, dashboard: false };
const IN_FORCE = { timeout: 60_000, interval: 200 };

/** Logical IDs of the template, which are public API. */
const EXTRACTION = 'RouterMappingextraction6AAD85FA';
const ASSESSMENT = 'RouterMappingassessment561D0071';

/**
 * `fixtures/landed-template.json` is the ready-made stack of version 0.1.0 before overrides, without its dashboard, and with
 * functions that do nothing.
 */
describe.skipIf(findLack() !== undefined)('an upgrade in an account', IN_ORDER, () => {
  const root = new Principal();
  let account: EmulatedAccount;
  let url: string;
  let template: Template;

  const aws = <T>(...words: string[]) => account.aws<T>(...words);
  const put = (name: string, value: string) =>
    aws(
      ...['ssm', 'put-parameter', '--overwrite', '--type', 'StringList'],
      ...['--name', `${PREFIX}/${name}`, '--value', value],
    );

  beforeAll(async () => {
    account = await openBootstrappedAccount(useDeployTools());
    await changeStack(account, { stack: STACK, template: landed, isNew: true });
    await put('operations/extraction', `${NOVA}:priority`);
    await put('overrides/operations/assessment', `${NOVA}:priority`);
    await put('overrides/operations/translation', `${NOVA}:flex`);
    await deploy({ account, authorization: 'iam' }, CONFIG);
    url = await findUrl(account);
    template = await fetchTemplate(account, STACK);
  });
  afterAll(() => account?.close());

  async function readParameters(prefix = PREFIX): Promise<Readonly<Record<string, string>>> {
    const { Parameters } = await aws<{ Parameters: { Name: string; Value: string }[] }>(
      ...['ssm', 'get-parameters-by-path', '--path', prefix, '--recursive'],
    );
    return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
  }

  /** The tier that was asked of Bedrock, and whose route this was: `2` is the deploy's, `override-1` an operator's. */
  async function call(operation: string): Promise<readonly (string | null)[]> {
    const { headers } = await root.post(`${url}/v1/${operation}`);
    return [headers.get('x-router-requested-tier'), headers.get('x-router-mapping-version')];
  }

  const expectRoute = (operation: string, tier: string, version: string) =>
    expect.poll(() => call(operation), IN_FORCE).toEqual([tier, version]);

  describe('from the version before overrides', () => {
    it('writes over nothing that an operator wrote', async () => {
      expect(await readParameters()).toMatchObject({
        [`${PREFIX}/operations/extraction`]: `${NOVA}:priority`,
        [`${PREFIX}/overrides/operations/assessment`]: `${NOVA}:priority`,
        [`${PREFIX}/owner`]: expect.stringMatching(/^arn:aws:cloudformation:.*BedrockTierRouter/),
      });
    });

    it('has all of it in force', async () => {
      await expectRoute('extraction', 'priority', '2');
      await expectRoute('assessment', 'priority', 'override-1');
      await expectRoute('translation', 'flex', 'override-1');
      await expectRoute('classification', 'priority', '1');
    });
  });

  describe('with another description and another pattern', () => {
    it('writes what the deploy owns again, and leaves the override in force', async () => {
      const properties = { Description: 'Where to send it', AllowedPattern: '^us\\..+$' };
      const changed = [EXTRACTION, ASSESSMENT].reduce(
        (result, logicalId) => changeProperties(result, logicalId, properties),
        template,
      );
      expect(await changeStack(account, { stack: STACK, template: changed })).toMatchObject({
        status: 'UPDATE_COMPLETE',
      });
      await expectRoute('extraction', 'flex', '3');
      await expectRoute('assessment', 'priority', 'override-1');
      template = changed;
    });
  });

  describe('that fails', () => {
    it('leaves overrides and routes as they were', async () => {
      const changed = [EXTRACTION, ASSESSMENT].reduce(
        (result, logicalId) => changeProperties(result, logicalId, { Value: `${NOVA}:priority` }),
        template,
      );
      const Type = 'AWS::SSM::Parameter';
      const Bad = {
        Type,
        DependsOn: [EXTRACTION, ASSESSMENT],
        Properties: { Type: 'String', Name: '/bad', Value: 'b', AllowedPattern: '^a$' },
      };
      const broken = { ...changed, Resources: { ...changed.Resources, Bad } };
      const { status, failures } = await changeStack(account, { stack: STACK, template: broken });
      expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(failures.join()).toContain('ParameterPatternMismatchException');
      // Written by the deployment and by its rollback.
      await expectRoute('extraction', 'flex', '5');
      await expectRoute('assessment', 'priority', 'override-1');
      await expectRoute('translation', 'flex', 'override-1');
    });

    it('names an operation that was made by hand, and the override of one does not make it fail', async () => {
      await put('operations/redaction', NOVA);
      const route = { Type: 'StringList', Value: `${NOVA}:flex` };
      const add = (operation: string): Template => ({
        ...template,
        Resources: {
          ...template.Resources,
          Added: {
            Type: 'AWS::SSM::Parameter',
            Properties: { ...route, Name: `${PREFIX}/operations/${operation}` },
          },
        },
      });
      const failed = await changeStack(account, { stack: STACK, template: add('redaction') });
      expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(failed.failures.join()).toContain(`'${PREFIX}/operations/redaction' already exists`);
      await expectRoute('redaction', 'default', '1');
      const added = await changeStack(account, { stack: STACK, template: add('translation') });
      expect(added.status).toBe('UPDATE_COMPLETE');
      await expectRoute('translation', 'flex', 'override-1');
    });

    it('names a parameter that was deleted by hand, if its route changes', async () => {
      const name = `${PREFIX}/operations/assessment`;
      await aws('ssm', 'delete-parameter', '--name', name);
      const same = changeProperties(template, EXTRACTION, { Value: NOVA });
      const { status } = await changeStack(account, { stack: STACK, template: same });
      expect(status).toBe('UPDATE_COMPLETE');
      const changed = changeProperties(same, ASSESSMENT, { Value: `${NOVA}:flex` });
      const { failures } = await changeStack(account, { stack: STACK, template: changed });
      expect(failures.join()).toContain(`'${name}' was not found`);
      await put('operations/assessment', NOVA);
      expect(await changeStack(account, { stack: STACK, template: changed })).toMatchObject({
        status: 'UPDATE_COMPLETE',
      });
      await expectRoute('assessment', 'priority', 'override-1');
    });
  });

  it('that removes an operation ends its route, but not an override of it', async () => {
    const { [EXTRACTION]: _, [ASSESSMENT]: __, ...Resources } = template.Resources;
    await changeStack(account, { stack: STACK, template: { ...template, Resources } });
    const ask = async () => (await root.post(`${url}/v1/extraction`)).headers.get('x-router-error');
    await expect.poll(ask, IN_FORCE).toBe('unknown-operation');
    await expectRoute('assessment', 'priority', 'override-1');
  });

  it('under the prefix of another router fails, and names its owner', async () => {
    const second = { stack: 'Second', template, isNew: true };
    const { status, failures } = await changeStack(account, second);
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures.join()).toContain(`'${PREFIX}/owner' already exists`);
    await expectRoute('classification', 'priority', '1');
  });

  describe('to another prefix', () => {
    beforeAll(() =>
      deploy({ account, authorization: 'iam' }, { ...CONFIG, parameterPrefix: '/team/router' }),
    );

    it('leaves what operators wrote behind, without effect', async () => {
      expect(await readParameters()).toEqual({
        [`${PREFIX}/operations/redaction`]: NOVA,
        [`${PREFIX}/overrides/operations/assessment`]: `${NOVA}:priority`,
        [`${PREFIX}/overrides/operations/translation`]: `${NOVA}:flex`,
      });
      await expectRoute('assessment', 'default', '1');
    });

    it('and back finds it again, and logs what it found', async () => {
      await changeStack(account, { stack: STACK, template });
      await expectRoute('assessment', 'priority', 'override-1');
      const log = await readLog(account, await findFunctionName(account, 'router'));
      const found = log.map((line) => JSON.parse(line)).filter(({ overrides }) => overrides);
      expect(found.at(-1)).toMatchObject({
        parameter_path: `${PREFIX}/overrides`,
        overrides: [
          { name: 'operations/assessment', version: '1' },
          { name: 'operations/translation', version: '1' },
        ],
        not_in_deploy: ['operations/translation'],
      });
    });
  });
});
