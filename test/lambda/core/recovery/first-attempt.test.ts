import { describe, expect, it } from 'vitest';
import { FailureMemory } from '../../../../lambda/core/recovery/failure-memory';
import { chooseFirstAttempt, findRestMillis } from '../../../../lambda/core/recovery/first-attempt';
import { candidate, plan, shorten } from '../../../fakes/plan';

const ROUTE = plan('N:flex > N > gemma:flex');
const NOW = 1_000;

function choose({ calls } = ROUTE, memory = new FailureMemory(), now = NOW) {
  const first = chooseFirstAttempt(calls, memory, now);
  return [shorten(first.candidate), first.detour];
}

function rest(memory: FailureMemory, texts: readonly string[], now = NOW): FailureMemory {
  for (const text of texts.flatMap((each) => [each, each, each])) {
    memory.record(candidate(text), 'capacity', now);
  }
  return memory;
}

const refuse = (text: string) => {
  const memory = new FailureMemory();
  memory.record(candidate(text), 'tier-refused', NOW);
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
    expect(choose(ROUTE, rest(new FailureMemory(), resting))).toEqual([first, detour]);
  });

  it.each([
    ['N:flex', undefined],
    ['N', 'cooldown'],
    ['gemma:flex', 'cooldown'],
  ])('if all rest is the one whose rest ends first: %s', (soonest, detour) => {
    const others = ['N:flex', 'N', 'gemma:flex'].filter((each) => each !== soonest);
    const memory = rest(rest(new FailureMemory(), [soonest]), others, NOW + 2_000);
    expect(choose(ROUTE, memory, NOW + 2_000)).toEqual([soonest, detour]);
    expect(findRestMillis(ROUTE.calls, memory, NOW + 2_000)).toBe(28_000);
  });

  it('may be made when the model without its refused tier has rested', () => {
    const memory = rest(refuse('N:flex'), ['N']);
    expect(findRestMillis(plan('N:flex').calls, memory, NOW + 2_000)).toBe(28_000);
  });

  it('of a strict request is the requested one, although it rests and its tier was refused', () => {
    const strict = plan('N:flex > N', { headers: { 'x-router-strict-tier': 'true' } });
    expect(choose(strict, rest(refuse('N:flex'), ['N:flex']))).toEqual(['N:flex', undefined]);
  });

  it('is leased: the next request skips a candidate that is probed after its rest', () => {
    const memory = rest(new FailureMemory(), ['N:flex']);
    expect(choose(ROUTE, memory, NOW + 30_000)).toEqual(['N:flex', undefined]);
    expect(choose(ROUTE, memory, NOW + 30_000)).toEqual(['N', 'cooldown']);
  });
});
