import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ParameterStorePrices } from '../../lambda/adapters/parameter-store/parameter-store-prices';
import { ParameterStoreTierMapping } from '../../lambda/adapters/parameter-store/parameter-store-tier-mapping';
import type { MappingProblem } from '../../lambda/app/ports';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { fuzzParameterStore } from './fuzzed-parameter-store';

const PATH = '/router/operations';
const PRICES = '/router/prices';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const ALLOWED = [NOVA, GEMMA];

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
        const mapping = new ParameterStoreTierMapping({
          client: store.client,
          path: PATH,
          bounds: { models: ALLOWED, tiers: ['default', 'flex'] },
          deployed: new Map(),
          maxAgeMillis: 0,
          clock: () => performance.now(),
          telemetry: { recordMappingProblem: (problem) => problems.push(problem) },
        });
        await mapping.settled();
        for (const [name, value] of edits) {
          store.putIfPossible(`${PATH}/${name}`, value);
          await mapping.current();
          await mapping.settled();
          expectInBounds(await mapping.current());
        }
        await mapping.settled();
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
        for (const [name] of edits) store.aws.parameterStore.parameters.delete(`${PATH}/${name}`);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);

type Mapping = Awaited<ReturnType<ParameterStoreTierMapping['current']>>;

function expectInBounds(mapping: Mapping): void {
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
        const prices = new ParameterStorePrices({
          client: store.client,
          parameterName: PRICES,
          maxAgeMillis: 0,
          clock: () => performance.now(),
          reportProblem: (problem) => problems.push(problem),
        });
        for (const value of values) {
          store.putIfPossible(PRICES, value);
          prices.current();
          await prices.settled();
          const { models, multipliers } = prices.current();
          const numbers = [...models.values()].flatMap(({ ratesByTier }) => [
            ...ratesByTier.values(),
          ]);
          for (const number of [...numbers.flat(), ...Object.values(multipliers)]) {
            expect(number).toBeGreaterThanOrEqual(0);
          }
          expect(Object.keys(multipliers).sort()).toEqual(['flex', 'priority']);
        }
        await prices.settled();
        expect(problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
        store.aws.parameterStore.parameters.delete(PRICES);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
