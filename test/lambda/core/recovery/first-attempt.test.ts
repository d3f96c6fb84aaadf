import { describe, expect, it } from 'vitest';
import { FailureMemory } from '../../../../lambda/core/recovery/failure-memory';
import { chooseFirstAttempt, findRestMillis } from '../../../../lambda/core/recovery/first-attempt';
import { candidate, plan, shorten } from '../../../fakes/plan';

const ROUTE = plan('N:flex > N > gemma:flex');
const NOW = 1_000;
const ANYONE = { callerId: undefined, isStrict: false, doubtsTier: () => false };

function choose({ calls } = ROUTE, memory = new FailureMemory(() => 0), now = NOW) {
  const first = chooseFirstAttempt(calls, memory.knownTo(undefined, now));
  return [shorten(first.candidate), first.detour];
}

function rest(memory: FailureMemory, texts: readonly string[], now = NOW): FailureMemory {
  for (const text of texts.flatMap((each) => [each, each, each])) {
    memory.record({ candidate: candidate(text), cause: 'capacity' }, ANYONE, now);
  }
  return memory;
}

const refuse = (text: string) => {
  const memory = new FailureMemory(() => 0);
  memory.recordRefusedTier(candidate(text), NOW);
  return memory;
};

describe('the first attempt', () => {
  it('is the requested one', () => {
    expect(choose()).toEqual(['N:flex', undefined]);
  });

  it('has no tier that the model refused lately', () => {
    expect(choose(ROUTE, refuse('N:flex'))).toEqual(['N', 'unsupported']);
  });

  it('keeps a refused tier if no call may go without one', () => {
    const onFlex = plan('N:flex', { tiers: ['flex'] });
    expect(choose(onFlex, refuse('N:flex'))).toEqual(['N:flex', undefined]);
  });

  it.each([
    [['N:flex'], 'N', 'cooldown'],
    [['N:flex', 'N'], 'gemma:flex', 'cooldown'],
    [['N:flex', 'N', 'gemma:flex'], 'N:flex', undefined],
    [['gemma:flex', 'N', 'N:flex'], 'N:flex', undefined],
    [['N'], 'N:flex', undefined],
  ])('while %j rest is %s', (resting, first, detour) => {
    expect(choose(ROUTE, rest(new FailureMemory(() => 0), resting))).toEqual([first, detour]);
  });

  it.each([
    ['N:flex', undefined],
    ['N', 'cooldown'],
    ['gemma:flex', 'cooldown'],
  ])('if all rest is the one whose rest ends first: %s', (soonest, detour) => {
    const others = ['N:flex', 'N', 'gemma:flex'].filter((each) => each !== soonest);
    const memory = rest(rest(new FailureMemory(() => 0), [soonest]), others, NOW + 2_000);
    expect(choose(ROUTE, memory, NOW + 2_000)).toEqual([soonest, detour]);
    expect(findRestMillis(ROUTE.calls, memory.knownTo(undefined, NOW + 2_000))).toBe(28_000);
  });

  it('may be made when the model without its refused tier has rested', () => {
    const memory = rest(refuse('N:flex'), ['N']);
    expect(findRestMillis(plan('N:flex').calls, memory.knownTo(undefined, NOW + 2_000))).toBe(
      28_000,
    );
  });

  it('of a strict request is the requested one, although it rests and its tier was refused', () => {
    const strict = plan('N:flex > N', { headers: { 'x-router-strict-tier': 'true' } });
    expect(choose(strict, rest(refuse('N:flex'), ['N:flex']))).toEqual(['N:flex', undefined]);
  });

  it.each([
    ['N', 'retired', 'gemma:flex', 'retired'],
    ['N:flex', 'no-access', 'gemma:flex', 'no-access'],
    ['gemma', 'retired', 'N:flex', undefined],
  ] as const)('skips every tier of %s, which is %s: %s', (text, cause, first, detour) => {
    const memory = new FailureMemory(() => 0);
    memory.record({ candidate: candidate(text), cause }, ANYONE, NOW);
    expect(choose(ROUTE, memory)).toEqual([first, detour]);
  });

  it('has the reason for which the candidate before it is skipped', () => {
    const memory = rest(new FailureMemory(() => 0), ['N']);
    memory.record({ candidate: candidate('gemma'), cause: 'retired' }, ANYONE, NOW);
    expect(choose(plan('gemma > N > G'), memory)).toEqual(['G', 'cooldown']);
    expect(choose(plan('N > gemma > G'), memory)).toEqual(['G', 'retired']);
  });
});
