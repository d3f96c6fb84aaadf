import { describe, expect, it } from 'vitest';
import {
  composeNamedSnapshot,
  findNeeds,
  listNeeded,
} from '../../../../lambda/core/settings/named-snapshot';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type SnapshotRules,
} from '../../../../lambda/core/settings/snapshot';
import { composeMapping, listRoutes } from '../../../fakes/fixed-snapshots';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const ID = 'a1b2c3d4e5';
const RULES: SnapshotRules = {
  bounds: { models: 'any', tiers: ['default', 'flex'] },
  hasCallers: true,
  region: 'us-east-1',
};
const FIRST = composeFirstSnapshot(composeMapping({ extraction: `${NOVA}:flex` }, 'deploy'), RULES);
const BAD = 'bad:turbo';

describe('a request needs', () => {
  it.each([
    ['operation', 'extraction', 'extraction'],
    ['model', 'extraction', 'extraction'],
    ['model', `${NOVA}:flex`, 'direct'],
    ['model', 'arn:aws:bedrock:us-east-1::foundation-model/a.b', 'direct'],
    ['model', 'Extraction', undefined],
    ['operation', '../callers/a', undefined],
    ['operation', 'a.b', undefined],
    ['operation', 'direct', undefined],
  ] as const)('at the %s %s the operation %s', (kind, name, operation) => {
    const destination = kind === 'model' ? { kind, text: name } : { kind, name };
    expect(findNeeds({ destination, callerId: ID })).toEqual(
      operation && { operation, callerId: ID },
    );
  });

  it.each([['a/b'], ['']])('nothing by name for the key ID %j', (callerId) => {
    const destination = { kind: 'operation', name: 'extraction' } as const;
    expect(findNeeds({ destination, callerId })).toBeUndefined();
  });

  it('the operation, its settings, the caller, prices and catalog, and the overrides of each', () => {
    expect(listNeeded({ operation: 'extraction', callerId: ID })).toEqual([
      'operations/extraction',
      'settings/extraction',
      'callers/a1b2c3d4e5',
      'prices',
      'catalog',
      'overrides/operations/extraction',
      'overrides/settings/extraction',
      'overrides/callers/a1b2c3d4e5',
      'overrides/prices',
      'overrides/catalog',
    ]);
  });

  it('no route if it names a model, and no policy without a key', () => {
    expect(listNeeded({ operation: 'direct', callerId: undefined })).toEqual([
      'settings/direct',
      'prices',
      'catalog',
      'overrides/settings/direct',
      'overrides/prices',
      'overrides/catalog',
    ]);
  });
});

function compose(
  written: Readonly<Record<string, string>>,
  needs = { operation: 'extraction', callerId: ID },
  last = FIRST,
) {
  const parameters = Object.entries(written).map(([name, value]) => ({
    name,
    value,
    version: '3',
  }));
  return composeNamedSnapshot(last, { needs, parameters }, RULES);
}

describe('the snapshot of one request', () => {
  it('has its route, its caller and prices, and nothing else', () => {
    const snapshot = compose({
      'operations/extraction': NOVA,
      [`callers/${ID}`]: '{"name":"claims"}',
      prices: '{"multipliers":{"flex":0.25}}',
    });
    expect(listRoutes(snapshot?.mapping ?? new Map())).toEqual({ extraction: `${NOVA} @3` });
    expect([...(snapshot?.policies ?? [])]).toMatchObject([[ID, { name: 'claims' }]]);
    expect(snapshot?.prices.multipliers).toMatchObject({ flex: 0.25 });
  });

  it.each([
    [
      'the override',
      { 'operations/extraction': NOVA, 'overrides/operations/extraction': `${NOVA}:flex` },
      `${NOVA}:flex @override-3`,
    ],
    ['the override alone', { 'overrides/operations/extraction': NOVA }, `${NOVA} @override-3`],
    [
      'the deploy’s below a bad override',
      { 'operations/extraction': NOVA, 'overrides/operations/extraction': BAD },
      `${NOVA} @3`,
    ],
    ['the deployment’s for a bad value', { 'operations/extraction': BAD }, `${NOVA}:flex @deploy`],
  ])('has %s', (_, written, route) => {
    expect(listRoutes(compose(written)?.mapping ?? new Map())).toEqual({ extraction: route });
  });

  it('keeps the last good values of an earlier reading', () => {
    const written = ['operations/extraction', 'overrides/operations/extraction'].map((name) => {
      return { name, value: NOVA, version: '2' };
    });
    const { snapshot: last } = reviseSnapshot(FIRST, written, RULES);
    const bad = { 'operations/extraction': NOVA, 'overrides/operations/extraction': BAD };
    const snapshot = compose(bad, undefined, last);
    expect(listRoutes(snapshot?.mapping ?? new Map())).toEqual({
      extraction: `${NOVA} @override-2`,
    });
  });

  it.each([
    ['the operation is not written', {}],
    ['its only value is a bad override', { 'overrides/operations/extraction': BAD }],
    [
      'a budget demotes to another operation',
      {
        'operations/extraction': NOVA,
        [`callers/${ID}`]:
          '{"name":"claims","budget":{"limitUsd":1,"period":"day","whenExceeded":"demote-to:night"}}',
      },
    ],
  ])('does not exist if %s', (_, written) => {
    expect(compose(written)).toBeUndefined();
  });

  it('of a call that names a model needs no route', () => {
    const needs = { operation: 'direct', callerId: ID };
    const snapshot = compose({ [`overrides/callers/${ID}`]: '{"name":"claims"}' }, needs);
    expect(snapshot?.mapping).toEqual(new Map());
    expect([...(snapshot?.policies ?? [])]).toMatchObject([[ID, { name: 'claims' }]]);
  });

  it('has no policy for a key that nobody wrote one for', () => {
    expect(compose({ 'operations/extraction': NOVA })?.policies).toEqual(new Map());
  });
});
