import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ParameterTree,
  type ParameterTreeOptions,
} from '../../lambda/adapters/parameter-store/parameter-tree';
import type { MappingProblem } from '../../lambda/app/ports';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import type { TierMapping } from '../../lambda/core/routing/tier-mapping';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { fuzzParameterStore } from './fuzzed-parameter-store';

const PREFIX = '/router';
const PATH = `${PREFIX}/operations`;
const PRICES = `${PREFIX}/prices`;
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const ALLOWED = [NOVA, GEMMA];

const store = fuzzParameterStore();

/** Reads Parameter Store for every snapshot that is asked of it. */
function openTree(telemetry: ParameterTreeOptions['telemetry']): ParameterTree {
  return new ParameterTree({
    client: store.client,
    prefix: PREFIX,
    bounds: { models: ALLOWED, tiers: ['default', 'flex'] },
    hasCallers: false,
    deployed: new Map(),
    maxAgeMillis: 0,
    clock: () => performance.now(),
    telemetry,
  });
}

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

const operation = fc.constantFrom('extraction', 'constructor', '__proto__', 'operations', 'Upper');

it(
  'a route, whatever its value, is in force as it is written or leaves the last good one',
  async () => {
    await assertWithCorpus({
      name: 'routes',
      values: fc.array(fc.tuple(operation, routeText), { minLength: 1, maxLength: 5 }),
      runs: 8,
      check: async (edits) => {
        const problems: MappingProblem[] = [];
        store.put(`${PATH}/extraction`, `${NOVA}:flex`);
        const tree = openTree({ recordMappingProblem: (problem) => problems.push(problem) });
        await tree.settled();
        for (const [name, value] of edits) {
          store.putIfPossible(`${PATH}/${name}`, value);
          await tree.current();
          await tree.settled();
          expectInBounds((await tree.current()).mapping);
        }
        await tree.settled();
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
        for (const [name] of edits) store.aws.parameterStore.parameters.delete(`${PATH}/${name}`);
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
        const problems: MappingProblem[] = [];
        const tree = openTree({ recordMappingProblem: (problem) => problems.push(problem) });
        for (const value of values) {
          store.putIfPossible(PRICES, value);
          await tree.current();
          await tree.settled();
          const { models, multipliers } = (await tree.current()).prices;
          const numbers = [...models.values()].flatMap(({ ratesByTier }) => [
            ...ratesByTier.values(),
          ]);
          for (const number of [...numbers.flat(), ...Object.values(multipliers)]) {
            expect(number).toBeGreaterThanOrEqual(0);
          }
          expect(Object.keys(multipliers).sort()).toEqual(['flex', 'priority']);
        }
        await tree.settled();
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
        store.aws.parameterStore.parameters.delete(PRICES);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
