import { describe, expect, it } from 'vitest';
import { demotePlan } from '../../../../lambda/core/budgets/demotion';
import type { BudgetResponse } from '../../../../lambda/core/callers/policy';
import { isSameCandidate } from '../../../../lambda/core/routing/candidate';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { candidate, type PlanOptions, plan, shorten } from '../../../fakes/plan';

const ROUTES = {
  cheap: 'gemma:flex > N:flex',
  equal: 'N',
  dearer: 'claude > N:priority > N:flex',
  unpriced: 'us.acme.unknown-v1:0:flex > N:flex',
  mixed: 'N:flex > N > gemma:flex',
  elsewhere: 'N:flex@partner > N:flex',
};
const FLEX: BudgetResponse = { kind: 'demote-to-flex' };
const to = (operation: string): BudgetResponse => ({ kind: 'demote-to-operation', operation });
const STRICT = { headers: { 'x-router-strict-tier': 'true' } };

/** The calls that are left of a plan, each as `demoted N:flex`; undefined if the request is to be refused. */
function demote(
  whenExceeded: BudgetResponse,
  text = 'N:priority',
  options: PlanOptions = {},
  refused: readonly string[] = [],
): readonly string[] | undefined {
  const caller = composeCaller({ whenExceeded });
  const planned = plan(text, { caller, routes: ROUTES, ...options });
  const known = refused.map(candidate);
  const demoted = demotePlan(planned, (each) => known.some((one) => isSameCandidate(one, each)));
  return demoted?.calls.map(({ candidate: each, reason }) => `${reason} ${shorten(each)}`);
}

describe('to flex', () => {
  it('calls the same models on flex, each once', () => {
    const calls = demote(FLEX, 'N:priority > N > gemma:priority');
    expect(calls).toEqual(['demoted N:flex', 'demoted gemma:flex']);
  });

  it('leaves out what is known not to take flex, or refused it lately', () => {
    expect(demote(FLEX, 'N:priority > claude')).toEqual(['demoted N:flex']);
    expect(demote(FLEX, 'N:priority', {}, ['N:flex'])).toBeUndefined();
  });

  it('is not done if flex is not allowed', () => {
    expect(demote(FLEX, 'N', { tiers: ['default'] })).toBeUndefined();
  });
});

describe('to what is not cheaper', () => {
  it.each([
    ['flex from flex', FLEX, 'N:flex'],
    ['an operation that is the same', to('equal'), 'N'],
    ['an operation that is dearer', to('dearer'), 'N:flex'],
  ])('is not done: %s', (_, response, text) => {
    expect(demote(response, text)).toBeUndefined();
  });

  it('leaves it out of a route', () => {
    expect(demote(to('dearer'))).toEqual(['demoted N:flex']);
  });

  it('leaves out what has no price', () => {
    expect(demote(to('unpriced'))).toEqual(['demoted N:flex']);
  });
});

describe('to an operation', () => {
  it('calls its route', () => {
    expect(demote(to('cheap'))).toEqual(['demoted gemma:flex', 'demoted N:flex']);
  });

  it('calls what is allowed of its route', () => {
    const models = ['us.amazon.nova-2-lite-v1:0'];
    expect(demote(to('cheap'), 'N:priority', { models })).toEqual(['demoted N:flex']);
  });

  it('calls what can read a body of the requested model', () => {
    expect(demote(to('cheap'), 'N:priority', { action: 'invoke' })).toEqual(['demoted N:flex']);
  });

  it('is not done if there is no such operation', () => {
    expect(demote(to('gone'))).toBeUndefined();
  });

  it.each([
    ['is called without a tier if the route itself has no tier', [], 'without-tier gemma'],
    ['is not called without a tier that it refused lately', ['gemma:flex'], undefined],
    ['is not called without a tier if only flex is left', ['N'], undefined],
  ])('a model of it %s', (_, refused, withoutTier) => {
    const calls = demote(to('mixed'), 'N:priority', {}, refused) ?? [];
    const found = calls.find((call) => call.startsWith('without-tier'));
    expect(found).toBe(withoutTier);
  });
});

it.each([
  ['a strict request', FLEX, STRICT],
  ['a strict request', to('cheap'), STRICT],
  ['a request whose policy says to refuse', { kind: 'reject' } as const, {}],
  ['a count of tokens, which costs nothing', FLEX, { action: 'count-tokens' } as const],
])('is never done to %s', (_, response, options) => {
  expect(demote(response, 'N:priority', options)).toBeUndefined();
});

it('calls an operation by the connections of its route', () => {
  expect(demote(to('elsewhere'))).toEqual(['demoted N:flex@partner', 'demoted N:flex']);
});
