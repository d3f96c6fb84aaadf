import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundCall } from '../../lambda/core/budgets/bound-cost';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import type { TierMapping } from '../../lambda/core/routing/tier-mapping';
import type { Snapshot } from '../../lambda/core/settings/snapshot';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { fuzzParameterStore, PREFIX } from './fuzzed-parameter-store';

const PATH = `${PREFIX}/operations`;
const PRICES = `${PREFIX}/prices`;
const CATALOG = `${PREFIX}/catalog`;
const BASIS = { inputTokens: 1_000, limits: {}, format: 'converse' } as const;
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const ALLOWED = [NOVA, GEMMA];
const RULES = {
  bounds: { models: ALLOWED, tiers: ['default', 'flex'] },
  hasCallers: false,
} as const;

const store = fuzzParameterStore();

const routeText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(NOVA, `${NOVA}:flex`, GEMMA, `${GEMMA}:priority`) },
      fc.constantFrom(`${NOVA}:FLEX`, ':flex', '', ' ', '..', 'other.model', '__proto__', 'null'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((models) => models.join(','));

const overridden = 'overrides/operations/extraction';
const operation = fc.constantFrom(
  ...['extraction', overridden, 'constructor', '__proto__', 'operations', 'Upper'],
);

it(
  'a route, whatever its value, is in force as it is written or leaves the last good one',
  async () => {
    await assertWithCorpus({
      name: 'routes',
      values: fc.array(fc.tuple(operation, routeText), { minLength: 1, maxLength: 5 }),
      runs: 8,
      check: async (edits) => {
        store.put(`${PATH}/extraction`, `${NOVA}:flex`);
        const locate = (name: string) => `${name === overridden ? PREFIX : PATH}/${name}`;
        const named = edits.map(([name, value]) => [locate(name), value] as const);
        const problems = await store.follow(RULES, named, ({ mapping }) => expectInBounds(mapping));
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);

function expectInBounds(mapping: TierMapping): void {
  expect(mapping.has('extraction')).toBe(true);
  for (const [name, { route }] of mapping) {
    expect(['extraction', 'constructor']).toContain(name);
    const ids = route.map(formatTieredModelId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { baseModelId, tier } of route) {
      expect(ALLOWED).toContain(baseModelId);
      expect(['default', 'flex']).toContain(tier);
    }
  }
}

const pricesText = fc.oneof(
  fc.json(),
  fc
    .record(
      {
        rows: fc.oneof(
          fc.dictionary(
            fc.constantFrom(NOVA, `${NOVA}:flex`, `${NOVA}:default`, '__proto__', 'constructor'),
            fc.oneof(fc.array(fc.double(), { maxLength: 5 }), fc.constant([0.3, 2.5])),
          ),
          fc.jsonValue(),
        ),
        multipliers: fc.oneof(
          fc.dictionary(fc.constantFrom('flex', 'priority', '__proto__'), fc.double()),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('['.repeat(4_000), `{"rows":${'['.repeat(1_900)}${']'.repeat(1_900)}}`),
);

it(
  'prices, whatever their value, are numbers from 0 on, or the last good ones',
  async () => {
    await assertWithCorpus({
      name: 'prices',
      values: fc.array(pricesText, { minLength: 1, maxLength: 3 }),
      runs: 8,
      check: async (values) => {
        const edits = values.map((value) => [PRICES, value] as const);
        const problems = await store.follow(RULES, edits, ({ prices }) => expectPositive(prices));
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);

function expectPositive({ overrides, multipliers }: Snapshot['prices']): void {
  const rates = [...overrides.rates.values()].flatMap((byTier) => Object.values(byTier).flat());
  for (const number of [...rates, ...Object.values(multipliers)]) {
    expect(number === null || Number(number) >= 0).toBe(true);
  }
  expect(Object.keys(multipliers).sort()).toEqual(['flex', 'priority']);
}

const catalogText = fc.oneof(
  fc.json(),
  fc
    .record(
      {
        readAt: fc.oneof(fc.constant('2026-11-28T04:00:00Z'), fc.string()),
        models: fc.oneof(
          fc.array(
            fc.record(
              {
                id: fc.constantFrom('amazon.nova-2-lite-v1:0', 'acme.large', '', '__proto__'),
                tiers: fc.oneof(fc.constant(['default']), fc.jsonValue()),
                outputTokens: fc.oneof(fc.integer(), fc.double()),
                lifecycle: fc.oneof(fc.constant({ endOfLife: '2027-01-08' }), fc.jsonValue()),
                prices: fc.oneof(
                  fc.array(
                    fc.record({
                      profiles: fc.array(fc.constantFrom('us', 'in-region', 'constructor')),
                      rates: fc.dictionary(
                        fc.constantFrom('default', 'flex', '__proto__', 'constructor'),
                        fc.array(fc.oneof(fc.double(), fc.constant(null)), { maxLength: 6 }),
                      ),
                    }),
                    { maxLength: 3 },
                  ),
                  fc.jsonValue(),
                ),
              },
              { requiredKeys: ['id'] },
            ),
            { maxLength: 3 },
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

it(
  'a catalog, whatever its value, costs a number from 0 on or nothing known, or is the last good one',
  async () => {
    await assertWithCorpus({
      name: 'catalogs',
      values: fc.array(catalogText, { minLength: 1, maxLength: 3 }),
      runs: 8,
      check: async (values) => {
        const edits = values.map((value) => [CATALOG, value] as const);
        const problems = await store.follow(RULES, edits, expectSoundCatalog);
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);

function expectSoundCatalog({ catalog, prices }: Snapshot): void {
  expect(catalog.models.has('google.gemma-3-27b-it')).toBe(true);
  for (const baseModelId of [NOVA, 'us.acme.large', 'acme.large', GEMMA]) {
    const bound = boundCall(BASIS, { baseModelId, tier: 'flex' }, { catalog, prices });
    expect(bound.kind === 'unpriced' || bound.nanoUsd >= 0).toBe(true);
  }
}
