import { describe, expect, it } from 'vitest';
import { findRestMillis, listCandidates } from '../../../lambda/app/list-candidates';
import type { Router } from '../../../lambda/app/ports';
import { formatTieredModelId, parseTieredModelId } from '../../../lambda/core/ids/tiered-model-id';
import type { Target } from '../../../lambda/core/routing/target';
import { FakeRouter, NOVA } from '../../fakes/fake-router';
import { composeRouted } from './ask-router';

const GEMMA = 'google.gemma-3-27b-it';
const ROUTE = composeRouted([`${NOVA}:flex`, NOVA, `${GEMMA}:flex`]);

function list(target: Target, router: Router) {
  const { first, all, detour } = listCandidates(target, router);
  return [formatTieredModelId(first), all.map(formatTieredModelId), detour];
}

function rest(router: FakeRouter, ...ids: readonly string[]): void {
  for (const id of ids.flatMap((each) => [each, each, each])) {
    router.failures.record(parseTieredModelId(id), 'capacity', router.clock());
  }
}

describe('the candidates', () => {
  it('are the route’s, the requested first', () => {
    const all = [`${NOVA}:flex`, NOVA, `${GEMMA}:flex`];
    expect(list(ROUTE, new FakeRouter())).toEqual([`${NOVA}:flex`, all, undefined]);
  });

  it('lose a tier that was refused', () => {
    const router = new FakeRouter();
    router.failures.record({ baseModelId: NOVA, tier: 'flex' }, 'tier-refused', router.clock());
    expect(list(ROUTE, router)).toEqual([NOVA, [NOVA, NOVA, `${GEMMA}:flex`], 'unsupported']);
  });

  it('keep a refused tier where no call may go without one', () => {
    const router = new FakeRouter();
    router.failures.record({ baseModelId: NOVA, tier: 'flex' }, 'tier-refused', router.clock());
    const bounds = { models: 'any', tiers: ['flex'] } as const;
    const target = composeRouted([`${NOVA}:flex`], { bounds });
    const kept = [`${NOVA}:flex`, [`${NOVA}:flex`], undefined];
    expect(list(target, router)).toEqual(kept);
  });

  it.each([
    [[`${NOVA}:flex`], NOVA, 'cooldown'],
    [[`${NOVA}:flex`, NOVA], `${GEMMA}:flex`, 'cooldown'],
    [[`${NOVA}:flex`, NOVA, `${GEMMA}:flex`], `${NOVA}:flex`, undefined],
    [[`${GEMMA}:flex`, NOVA, `${NOVA}:flex`], `${NOVA}:flex`, undefined],
    [[NOVA], `${NOVA}:flex`, undefined],
  ])('begin, while %j rest, with %s', (resting, first, detour) => {
    const router = new FakeRouter();
    rest(router, ...resting);
    const [begin, , why] = list(ROUTE, router);
    expect([begin, why]).toEqual([first, detour]);
  });

  it.each([
    [`${NOVA}:flex`, undefined, 28_000],
    [NOVA, 'cooldown', 28_000],
    [`${GEMMA}:flex`, 'cooldown', 28_000],
  ])('begin, where all rest, with the one that is first to be awake: %s', (...row) => {
    const [soonest, detour, millis] = row;
    const router = new FakeRouter();
    rest(router, soonest);
    router.fakeClock.advance(2_000);
    rest(router, ...[`${NOVA}:flex`, NOVA, `${GEMMA}:flex`].filter((each) => each !== soonest));
    expect(list(ROUTE, router)).toMatchObject([soonest, expect.anything(), detour]);
    expect(findRestMillis(listCandidates(ROUTE, router).all, router)).toBe(millis);
  });

  it('of a strict request are the requested alone, at rest or refused', () => {
    const router = new FakeRouter();
    router.failures.record({ baseModelId: NOVA, tier: 'flex' }, 'tier-refused', router.clock());
    rest(router, `${NOVA}:flex`);
    const alone = [`${NOVA}:flex`, [`${NOVA}:flex`], undefined];
    expect(list({ ...ROUTE, isStrict: true }, router)).toEqual(alone);
  });
});
