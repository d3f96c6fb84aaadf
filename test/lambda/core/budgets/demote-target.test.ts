import { describe, expect, it } from 'vitest';
import { demoteTarget } from '../../../../lambda/core/budgets/demote-target';
import type { BudgetResponse } from '../../../../lambda/core/callers/caller-policy';
import type { TieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import type { Target } from '../../../../lambda/core/routing/target';
import { composeTarget } from '../../../fakes/compose-target';
import { NOVA } from '../../../fakes/fake-router';
import { composeMapping } from '../../../fakes/fixed-snapshots';

const GEMMA = 'google.gemma-3-27b-it';
const MAPPING = composeMapping({
  cheap: `${GEMMA}:flex,${NOVA}:flex`,
  equal: NOVA,
  dearer: `us.anthropic.claude-sonnet-4-6,${NOVA}:priority,${NOVA}:flex`,
  unpriced: `us.acme.unknown-v1:0:flex,${NOVA}:flex`,
  mixed: `${NOVA}:flex,${NOVA}`,
});
const FLEX: BudgetResponse = { kind: 'demote-to-flex' };
const CHEAP: BudgetResponse = { kind: 'demote-to-operation', operation: 'cheap' };

function demote(
  response: BudgetResponse,
  differences: Partial<Target> = {},
  isRefused: (candidate: TieredModelId) => boolean = () => false,
) {
  const target = composeTarget({ requestedTier: 'priority', ...differences });
  const demoted = demoteTarget(target, response, {
    mapping: MAPPING,
    prices: BUILT_IN_PRICES,
    isRefused,
  });
  if (demoted === undefined) return undefined;
  const { baseModelId, requestedTier, fallbacks } = demoted;
  return [{ baseModelId, tier: requestedTier }, ...fallbacks].map(
    (each) => `${each.baseModelId}:${each.tier}`,
  );
}

describe('to flex', () => {
  it('asks the same models on flex, each once', () => {
    const fallbacks = [
      { baseModelId: NOVA, tier: 'default' },
      { baseModelId: GEMMA, tier: 'priority' },
    ] as const;
    expect(demote(FLEX, { fallbacks })).toEqual([`${NOVA}:flex`, `${GEMMA}:flex`]);
  });

  it('leaves out what is known not to take flex', () => {
    const fallbacks = [{ baseModelId: 'us.anthropic.claude-sonnet-4-6', tier: 'default' }] as const;
    expect(demote(FLEX, { fallbacks })).toEqual([`${NOVA}:flex`]);
    expect(demote(FLEX, {}, ({ baseModelId }) => baseModelId === NOVA)).toBeUndefined();
  });

  it('is not done where flex is not allowed', () => {
    expect(demote(FLEX, { bounds: { models: 'any', tiers: ['default'] } })).toBeUndefined();
  });
});

describe('to what is not cheaper', () => {
  const EQUAL = { ...CHEAP, operation: 'equal' };
  const DEARER = { ...CHEAP, operation: 'dearer' };

  it.each<[string, BudgetResponse, Partial<Target>]>([
    ['flex from flex', FLEX, { requestedTier: 'flex' }],
    ['an operation that is the same', EQUAL, { requestedTier: 'default' }],
    ['an operation that is dearer', DEARER, { requestedTier: 'flex' }],
  ])('is not done: %s', (_, response, differences) => {
    expect(demote(response, differences)).toBeUndefined();
  });

  it('leaves it out of a route', () => {
    expect(demote(DEARER, { requestedTier: 'priority' })).toEqual([`${NOVA}:flex`]);
  });

  it('leaves out what has no price', () => {
    expect(demote({ ...CHEAP, operation: 'unpriced' })).toEqual([`${NOVA}:flex`]);
  });
});

it.each<[BudgetResponse, readonly string[]]>([
  [FLEX, ['flex']],
  [CHEAP, ['flex']],
  [{ kind: 'demote-to-operation', operation: 'mixed' }, ['default', 'flex']],
])('asks no tier but those of its route: %j', (response, tiers) => {
  const target = composeTarget({ requestedTier: 'priority' });
  const demoted = demoteTarget(target, response, {
    mapping: MAPPING,
    prices: BUILT_IN_PRICES,
    isRefused: () => false,
  });
  expect([...(demoted?.bounds.tiers ?? [])].sort()).toEqual(tiers);
});

describe('to an operation', () => {
  it('takes its route', () => {
    expect(demote(CHEAP)).toEqual([`${GEMMA}:flex`, `${NOVA}:flex`]);
  });

  it('takes of its route what is allowed', () => {
    const bounds = { models: [NOVA], tiers: ['flex'] } as const;
    expect(demote(CHEAP, { bounds })).toEqual([`${NOVA}:flex`]);
  });

  it('takes of its route what can read a body of the model asked', () => {
    expect(demote(CHEAP, { action: 'invoke' })).toEqual([`${NOVA}:flex`]);
  });

  it('is not done where there is no such operation', () => {
    expect(demote({ kind: 'demote-to-operation', operation: 'gone' })).toBeUndefined();
  });
});

it('is never done to a strict request, nor where the policy says to refuse', () => {
  expect(demote(FLEX, { isStrict: true })).toBeUndefined();
  expect(demote(CHEAP, { isStrict: true })).toBeUndefined();
  expect(demote({ kind: 'reject' })).toBeUndefined();
});
