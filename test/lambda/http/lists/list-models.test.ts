import { describe, expect, it } from 'vitest';
import { Prices } from '../../../../lambda/core/pricing/prices';
import { parseRoute } from '../../../../lambda/core/routing/route';
import { listModels, type ModelListRules } from '../../../../lambda/http/lists/list-models';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeMapping } from '../../../fakes/fixed-snapshots';
import { composeCatalog } from '../../core/catalog/compose-catalog';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

const CATALOG = composeCatalog(
  {
    id: 'acme.large',
    vendor: 'acme',
    tiers: ['default', 'flex'],
    profiles: ['us', 'eu'],
    contextTokens: 200_000,
    outputTokens: 8_192,
    wires: { converse: true, 'chat-completions': false },
    lifecycle: { endOfLife: '2027-01-08' },
    prices: [{ profiles: ['us'], rates: { default: [0.33, 2.75, null, 0.4] } }],
  },
  {
    id: 'acme.small',
    tiers: ['default'],
    prices: [{ profiles: ['in-region'], regions: ['us-east-1'], rates: { default: [1, 2] } }],
  },
  { id: 'acme.old', profiles: ['us'], lifecycle: { endOfLife: '2026-09-14' } },
  { id: 'acme.older', profiles: ['us'], lifecycle: { ended: true } },
);

function list(changes: Partial<ModelListRules> & { readonly region?: string } = {}) {
  const { region = 'us-east-1', ...others } = changes;
  const mapping = composeMapping({
    extraction: 'us.acme.large:flex,acme.small',
    assessment: 'acme.small',
  });
  return listModels({
    snapshot: {
      ...{ mapping, settings: new Map(), catalog: CATALOG },
      prices: new Prices({ catalog: CATALOG, region }),
    },
    bounds: { models: 'any', tiers: ['priority', 'default', 'flex', 'reserved', 'ultrafast'] },
    policy: undefined,
    today: '2026-11-28',
    scope: { isForOpenAi: false },
    ...others,
  });
}

const SPLIT = { name: 'b', route: parseRoute('acme.chat'), weight: 10 };

function listIds(...parameters: Parameters<typeof list>): string[] {
  return list(...parameters).data.map(({ id }) => id);
}

describe('the list of models', () => {
  it('has operations and tiered IDs in the shape of OpenAI’s list', () => {
    const { object, data } = JSON.parse(JSON.stringify(list()));
    expect(object).toBe('list');
    expect(data[1]).toEqual({
      id: 'extraction',
      object: 'model',
      created: 1_795_824_000,
      owned_by: 'bedrock-tier-router',
      route: ['us.acme.large:flex', 'acme.small'],
      mappingVersion: '1',
      baseModelId: 'us.acme.large',
      serviceTier: 'flex',
      usdPerMillionTokens: { input: 0.165, output: 1.375, cacheWrite: 0.2 },
      contextTokens: 200_000,
      outputTokens: 8_192,
      wires: { converse: true, 'chat-completions': false },
      endOfLife: '2027-01-08',
      daysToEndOfLife: 41,
    });
    expect(data.at(-1)).toEqual({
      id: 'acme.small',
      object: 'model',
      created: 1_795_824_000,
      owned_by: 'bedrock',
      baseModelId: 'acme.small',
      serviceTier: 'default',
      usdPerMillionTokens: { input: 1, output: 2 },
    });
  });

  it.each([
    ['us-east-1', ['us.acme.large', 'us.acme.large:flex', 'acme.small']],
    ['eu-west-1', ['eu.acme.large', 'eu.acme.large:flex']],
    ['ap-northeast-1', []],
  ])('has what the Region %s serves if any model is allowed', (region, ids) => {
    expect(listIds({ region })).toEqual(['assessment', 'extraction', ...ids]);
  });

  it('has the allowed models on the allowed tiers that they are known to take', () => {
    const models = ['acme.old', 'us.acme.large', PROFILE_ARN];
    expect(listIds({ bounds: { models, tiers: ['default', 'flex'] } })).toEqual([
      'assessment',
      'extraction',
      'acme.old',
      'us.acme.large',
      'us.acme.large:flex',
      PROFILE_ARN,
    ]);
    expect(listIds({ bounds: { models, tiers: ['flex'] } }).slice(2)).toEqual([
      'us.acme.large:flex',
    ]);
  });

  it.each([
    [{ operations: ['assessment'] }, ['assessment']],
    [{ operations: ['direct'], tiers: ['flex'] }, ['us.acme.large:flex']],
    [{ models: ['acme.small'] }, ['assessment', 'acme.small']],
  ] as const)('has what a policy with %o allows', (policy, ids) => {
    expect(listIds({ policy: composePolicy(policy) })).toEqual(ids);
  });

  it('has one operation below that operation, and no model', () => {
    expect(listIds({ scope: { isForOpenAi: true, operation: 'extraction' } })).toEqual([
      'extraction',
    ]);
    expect(listIds({ scope: { isForOpenAi: true, operation: 'summary' } })).toEqual([]);
  });

  it('leaves out for OpenAI’s clients what is known to speak none of its APIs', () => {
    const catalog = composeCatalog(
      { id: 'acme.mute', wires: { 'chat-completions': false, responses: false } },
      { id: 'acme.chat', wires: { 'chat-completions': true, responses: false } },
      { id: 'acme.unknown', wires: { 'chat-completions': false } },
    );
    const snapshot = {
      mapping: composeMapping({
        classification: 'acme.mute',
        extraction: 'acme.mute,acme.chat',
        assessment: 'acme.mute',
      }),
      settings: new Map([['assessment', { split: [SPLIT] }]]),
      catalog,
      prices: new Prices({ catalog, region: 'us-east-1' }),
    };
    const models = ['acme.mute', 'acme.chat', 'acme.unknown'];
    const bounds = { models, tiers: ['default'] } as const;
    expect(listIds({ snapshot, bounds, scope: { isForOpenAi: true } })).toEqual([
      'assessment',
      'extraction',
      'acme.chat',
      'acme.unknown',
    ]);
    expect(listIds({ snapshot, bounds })).toEqual([
      ...['assessment', 'classification', 'extraction'],
      ...models,
    ]);
  });
});
