import { describe, expect, it } from 'vitest';
import {
  readRouterConfig,
  type WrittenRouterConfig,
  writeRouterEnvironment,
} from '../../../../lambda/core/settings/router-config';

const CONFIG: WrittenRouterConfig = {
  parameterPrefix: '/team/router',
  operations: { extraction: 'us.amazon.nova-2-lite-v1:0:flex' },
  allowedModels: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
  allowedTiers: ['flex', 'default'],
  mappingMaxAgeSeconds: 30,
  requestTimeoutSeconds: 890,
};

function readWith(changes: Readonly<Record<string, unknown>>) {
  return readRouterConfig({ ROUTER_CONFIG: JSON.stringify({ ...CONFIG, ...changes }) });
}

function readText(text: string | undefined) {
  return () => readRouterConfig({ ROUTER_CONFIG: text });
}

describe('the configuration of a router', () => {
  it('is one variable beside the name that Powertools uses', () => {
    expect(writeRouterEnvironment({ ...CONFIG, budgetTable: undefined })).toEqual({
      ROUTER_CONFIG:
        '{"parameterPrefix":"/team/router","operations":{"extraction":"us.amazon.nova-2-lite-v1:0:flex"},"allowedModels":["us.amazon.nova-2-lite-v1:0","google.gemma-3-27b-it"],"allowedTiers":["flex","default"],"mappingMaxAgeSeconds":30,"requestTimeoutSeconds":890}',
      POWERTOOLS_SERVICE_NAME: 'team/router',
    });
  });

  it('is read as it was written', () => {
    expect(
      readRouterConfig({ ...writeRouterEnvironment(CONFIG), AWS_REGION: 'us-east-1' }),
    ).toEqual({
      parameterPrefix: '/team/router',
      region: 'us-east-1',
      bounds: {
        models: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
        tiers: ['default', 'flex'],
        hasReplyCache: false,
        connections: [],
      },
      deployedMapping: new Map([
        [
          'extraction',
          {
            route: [{ baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' }],
            version: 'deploy',
          },
        ],
      ]),
      mappingMaxAgeMillis: 30_000,
      requestTimeoutMillis: 890_000,
      firstByteMillis: {
        priority: 120_000,
        default: 180_000,
        flex: 240_000,
        reserved: 120_000,
        ultrafast: 120_000,
      },
      budgetTable: undefined,
      replyCacheTable: undefined,
      hasCallers: false,
      stampsMetadata: true,
      connections: {},
      jobs: undefined,
    });
  });

  it.each([
    [{ requestMetadata: false }, { stampsMetadata: false }],
    [{ requestMetadata: true }, { stampsMetadata: true }],
    [{ budgetTable: 'budgets' }, { budgetTable: 'budgets', hasCallers: false }],
    [
      { authorization: 'keys', budgetTable: 'budgets' },
      { budgetTable: 'budgets', hasCallers: true },
    ],
    [
      { replyCacheTable: 'replies' },
      { replyCacheTable: 'replies', bounds: { hasReplyCache: true } },
    ],
    [{ allowedModels: ['*'] }, { bounds: { models: 'any', tiers: ['default', 'flex'] } }],
    [
      { allowedModels: ['us.amazon.nova-2-lite-v1:0'] },
      { bounds: { models: ['us.amazon.nova-2-lite-v1:0'] } },
    ],
    [
      { allowedModels: ['*', 'us.amazon.nova-2-lite-v1:0'] },
      { bounds: { models: ['*', 'us.amazon.nova-2-lite-v1:0'] } },
    ],
    [{ allowedTiers: ['standard', 'flex'] }, { bounds: { tiers: ['default', 'flex'] } }],
    [{ operations: {} }, { deployedMapping: new Map() }],
    [{ operationsWithSettings: ['extraction'] }, { operationsWithSettings: ['extraction'] }],
    [{ mappingMaxAgeSeconds: 0 }, { mappingMaxAgeMillis: 0 }],
    [{ requestTimeoutSeconds: 0.25 }, { requestTimeoutMillis: 250 }],
    [
      { firstByteTimeoutsSeconds: { priority: 0.25, flex: 600, ultrafast: 5 } },
      { firstByteMillis: { priority: 250, default: 180_000, flex: 600_000, ultrafast: 5_000 } },
    ],
  ])('with %j is read as %j', (changes, config) => {
    expect(readWith(changes)).toMatchObject(config);
  });

  it('maps an operation whatever its name', () => {
    const operations = { constructor: 'us.amazon.nova-2-lite-v1:0' };
    expect([...readWith({ operations }).deployedMapping.keys()]).toEqual(['constructor']);
  });
});

describe('a start fails', () => {
  it.each([undefined, ''])('without the variable: %j', (text) => {
    expect(readText(text)).toThrow(new Error('ROUTER_CONFIG is not set'));
  });

  it.each(['{', '"secret"'])('in words that quote nothing of %s', (text) => {
    expect(readText(text)).toThrow(
      new Error('ROUTER_CONFIG: the value is not a JSON object, such as {"…":"…"}'),
    );
  });

  it.each(Object.keys(CONFIG))('without %s', (member) => {
    expect(() => readWith({ [member]: undefined })).toThrow(
      new RegExp(`^ROUTER_CONFIG: ${member} is undefined, not a `),
    );
  });

  it.each([
    [{ parameterPrefix: '' }, 'parameterPrefix is "", not a text that is not empty'],
    [
      { parameterPrefx: '/x' },
      'the value has no member "parameterPrefx"; did you mean parameterPrefix?',
    ],
    [{ allowedModels: [] }, 'allowedModels is [], not a list of model IDs and ARNs'],
    [{ allowedModels: ['a.b', ''] }, 'allowedModels[1] is "", not a text that is not empty'],
    [
      { allowedTiers: ['flex', 'turbo'] },
      'allowedTiers[1] is "turbo"; the service tiers are priority, default, flex, reserved, ultrafast',
    ],
    [
      { allowedTiers: [] },
      'allowedTiers is [], not a list of the service tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      { firstByteTimeoutsSeconds: { flex: 2_147_484 } },
      'firstByteTimeoutsSeconds.flex is 2147484, not a number of seconds from 0 to 2147483',
    ],
    [
      { mappingMaxAgeSeconds: -1 },
      'mappingMaxAgeSeconds is -1, not a number of seconds from 0 to 2147483',
    ],
    [
      { firstByteTimeoutsSeconds: { flex: 'soon' } },
      'firstByteTimeoutsSeconds.flex is "soon", not a number of seconds from 0 to 2147483',
    ],
    [{ requestMetadata: 'off' }, 'requestMetadata is "off", not true or false'],
    [{ authorization: 'none', budgetTable: 'x' }, 'authorization is "none"; it may be keys'],
    [
      { authorization: 'keys' },
      'budgetTable is undefined, not the name of a table, which callers need',
    ],
    [
      { operations: { extraction: 5 } },
      'operations is {"extraction":5}, not a JSON object from operation to route',
    ],
    [
      { operations: { extraction: 'openai.gpt-oss-20b-1:0' } },
      'operations.extraction: model "openai.gpt-oss-20b-1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    ],
  ])('with %j', (changes, problem) => {
    expect(() => readWith(changes)).toThrow(new Error(`ROUTER_CONFIG: ${problem}`));
  });

  it('with a time that never ends', () => {
    const text = JSON.stringify(CONFIG).replace('30', '1e999');
    expect(readText(text)).toThrow(
      'mappingMaxAgeSeconds is null, not a number of seconds from 0 to 2147483',
    );
  });
});
