import { describe, expect, it } from 'vitest';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { chooseRoute, type RouteFacts } from '../../../../lambda/core/routing/choose-route';
import { parseRoute } from '../../../../lambda/core/routing/route';
import type { OperationSettings } from '../../../../lambda/core/settings/operation/operation-settings';
import { readRequest } from '../../../fakes/request';

const MAPPED = parseRoute('model.mapped');
const route = (name: string) => parseRoute(`model.${name}`);
const variant = (name: string, weight: number) => ({ name, weight, route: route(name) });
const SPLIT = { split: [variant('eu', 30), variant('jp', 20.5)] };

const FACTS: RouteFacts = {
  operation: 'extraction',
  headers: {},
  read: () => readRequest(),
  wire: { action: 'converse', isStreaming: false },
  caller: undefined,
  metadata: {},
  now: () => 0,
  random: () => 0,
};

function choose(settings: OperationSettings, changes: Partial<RouteFacts> = {}) {
  const chosen = chooseRoute(MAPPED, settings, { ...FACTS, ...changes });
  return `${chosen.route.map(formatTieredModelId)} as ${chosen.variant}`;
}

describe('a route is chosen', () => {
  it.each<[string, OperationSettings, Partial<RouteFacts>, string]>([
    ['by the mapping without conditions and split', {}, {}, 'model.mapped as undefined'],
    [
      'by the first condition that holds',
      {
        when: [
          { if: { stream: true }, route: route('a') },
          { if: { stream: false }, route: route('b') },
          { if: { stream: false }, route: route('c') },
        ],
      },
      {},
      'model.b as undefined',
    ],
    [
      'by a condition before a split',
      { when: [{ if: { stream: false }, route: route('a') }], ...SPLIT },
      {},
      'model.a as undefined',
    ],
    [
      'by the split if no condition holds',
      { when: [{ if: { stream: true }, route: route('a') }], ...SPLIT },
      {},
      'model.eu as eu',
    ],
  ])('%s', (_, settings, changes, chosen) => {
    expect(choose(settings, changes)).toBe(chosen);
  });

  it.each([
    [0, 'model.eu as eu'],
    [0.2999, 'model.eu as eu'],
    [0.3, 'model.jp as jp'],
    [0.5049, 'model.jp as jp'],
    [0.505, 'model.mapped as mapping'],
    [0.9999, 'model.mapped as mapping'],
  ])('for the random number %d as %s', (number, chosen) => {
    expect(choose(SPLIT, { random: () => number })).toBe(chosen);
  });

  it('never for a variant of weight 0', () => {
    expect(choose({ split: [variant('off', 0)] })).toBe('model.mapped as mapping');
  });

  it('for a count of tokens without a key as by the mapping, because counts of one text must agree', () => {
    const wire = { action: 'count-tokens', isStreaming: false } as const;
    expect(choose(SPLIT, { wire })).toBe('model.mapped as mapping');
    expect(choose(SPLIT, { wire, headers: { 'x-router-split-key': 'matter 7' } })).toBe(
      choose(SPLIT, { headers: { 'x-router-split-key': 'matter 7' } }),
    );
  });
});

/** How many percent of 10,000 requests each variant gets. */
function countShares(facts: (index: number) => Partial<RouteFacts>) {
  const counts = new Map<string, number>();
  for (let index = 0; index < 10_000; index += 1) {
    const { variant: name = '' } = chooseRoute(MAPPED, SPLIT, { ...FACTS, ...facts(index) });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return ['eu', 'jp', 'mapping'].map((name) => (counts.get(name) ?? 0) / 100);
}

/** A generator of pseudo-random numbers, mulberry32. */
function seedRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('over 10,000 requests, each variant is within two points of its weight', () => {
  const random = seedRandom(4711);

  it.each<[string, (index: number) => Partial<RouteFacts>]>([
    ['by chance', () => ({ random })],
    ['by keys in order', (index) => ({ headers: { 'x-router-split-key': `document-${index}` } })],
    [
      'by sessions',
      (index) => ({ headers: { 'x-claude-code-session-id': `session ${index * 7}` } }),
    ],
    [
      'by keys of another operation',
      (index) => ({ operation: 'assessment', headers: { 'x-router-split-key': String(index) } }),
    ],
  ])('%s', (_, facts) => {
    const shares = countShares(facts);
    [30, 20.5, 49.5].forEach((weight, index) => {
      expect(Math.abs((shares[index] ?? 0) - weight)).toBeLessThan(2);
    });
  });
});

describe('a request with a key', () => {
  const by = (headers: RouteFacts['headers']) => choose(SPLIT, { headers });
  const keys = Array.from({ length: 200 }, (_, index) => `matter ${index}`);

  it('gets the same variant each time, whatever chance says', () => {
    for (const key of keys) {
      const headers = { 'x-router-split-key': key };
      expect(choose(SPLIT, { headers, random: () => 0.99 })).toBe(by(headers));
    }
  });

  it('is placed by its header rather than by its session', () => {
    for (const key of keys) {
      const headers = { 'x-router-split-key': key, 'x-claude-code-session-id': 'session-1' };
      expect(by(headers)).toBe(by({ 'x-router-split-key': key }));
    }
  });

  it('of no characters is placed by its session', () => {
    const session = { 'x-claude-code-session-id': 'session-1' };
    expect(by({ 'x-router-split-key': '', ...session })).toBe(by(session));
  });

  it('stays with its variant while that grows', () => {
    const grown = { split: [variant('eu', 60)] };
    const before = keys.filter((key) => by({ 'x-router-split-key': key }) === 'model.eu as eu');
    const after = before.map((key) => choose(grown, { headers: { 'x-router-split-key': key } }));
    expect(new Set(after)).toEqual(new Set(['model.eu as eu']));
  });

  it('is placed anew in each operation', () => {
    const headers = (key: string) => ({ headers: { 'x-router-split-key': key } });
    const moved = keys.filter(
      (key) =>
        choose(SPLIT, headers(key)) !== choose(SPLIT, { ...headers(key), operation: 'assessment' }),
    );
    expect(moved.length).toBeGreaterThan(50);
  });
});
