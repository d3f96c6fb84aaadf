import { describe, expect, it } from 'vitest';
import { demoteTarget } from '../../../../lambda/core/budget/demote-target';
import type { BudgetResponse } from '../../../../lambda/core/callers/caller-policy';
import type { Target } from '../../../../lambda/core/target';
import type { TieredModelId } from '../../../../lambda/core/tiered-model-id';
import { composeTarget } from '../../../fakes/compose-target';
import { NOVA } from '../../../fakes/fake-router';
import { composeMapping } from '../../../fakes/fixed-tier-mapping';

const GEMMA = 'google.gemma-3-27b-it';
const MAPPING = composeMapping({ cheap: `${GEMMA}:flex,${NOVA}:flex` }, '1');
const FLEX: BudgetResponse = { kind: 'demote-to-flex' };
const CHEAP: BudgetResponse = { kind: 'demote-to-operation', operation: 'cheap' };

function demote(
  response: BudgetResponse,
  differences: Partial<Target> = {},
  isRefused: (candidate: TieredModelId) => boolean = () => false,
) {
  const target = composeTarget({ requestedTier: 'priority', ...differences });
  const demoted = demoteTarget(target, response, { mapping: MAPPING, isRefused });
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
