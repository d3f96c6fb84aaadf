import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MappingProblem } from '../../lambda/app/ports';
import type { CallerPolicies } from '../../lambda/core/callers/policies';
import { CANARY } from './arbitrary-body';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { expectUnpollutedPrototypes } from './expect-sound';
import { fuzzParameterStore, PREFIX } from './fuzzed-parameter-store';

const PATH = `${PREFIX}/callers/`;
const NOVA = 'us.amazon.nova-2-lite-v1:0';

const store = fuzzParameterStore();

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', ' ', '..', '../x', '__proto__', '\u001b[2K', 'x\n{}', 'n'.repeat(3_000)),
);
const words = (...known: readonly string[]) =>
  fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, oddText), {
    maxLength: 3,
  });
const orAnything = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });

const budget = fc.record(
  {
    limitUsd: orAnything(fc.oneof(fc.constantFrom(50, 0.000001, 1e6), fc.double())),
    period: orAnything(fc.constantFrom('day', 'month', 'Month', 'year')),
    whenExceeded: orAnything(
      fc.constantFrom('reject', 'demote-to-flex', 'demote-to:extraction', 'demote-to:../x'),
    ),
    whenUnavailable: orAnything(fc.constantFrom('allow', 'reject', 'Allow')),
    limit: fc.constant(1),
  },
  { requiredKeys: ['limitUsd', 'period'] },
);
const policy = fc.record(
  {
    name: orAnything(fc.oneof(fc.constantFrom('claims', 'a.b_c-d'), oddText)),
    operations: orAnything(words('extraction', 'direct')),
    tiers: orAnything(words('flex', 'standard', 'priority', 'toString')),
    models: orAnything(words(NOVA, `${NOVA}:flex`, 'a.b')),
    budget: orAnything(budget),
    ['__proto__']: fc.constant({ name: 'admin' }),
    operation: fc.constant('extraction'),
  },
  { requiredKeys: ['name'] },
);
const policyText = fc.oneof(
  { weight: 8, arbitrary: policy.map((value) => JSON.stringify(value)) },
  fc.json({ maxDepth: 2 }),
  fc.constantFrom('{"__proto__":{"name":"admin"}}', '['.repeat(4_000), `password ${CANARY}`),
  oddText,
);
const callerId = fc.constantFrom('claims0000', 'constructor', '__proto__', 'k'.repeat(40), '..');

/** A policy has the bounds that may be written and no others; who has none is kept out. */
function expectSoundPolicy(policies: CallerPolicies | undefined, id: string): void {
  const inForce = policies?.get(id);
  if (inForce === undefined || inForce === 'invalid') return;
  expect(id.length).toBeLessThan(20);
  expect(inForce.name).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  for (const bound of [inForce.operations, inForce.tiers, inForce.models]) {
    expect(bound === 'any' || bound.length > 0).toBe(true);
  }
  const tiers = inForce.tiers === 'any' ? [] : inForce.tiers;
  for (const tier of tiers)
    expect(['priority', 'default', 'flex', 'reserved', 'ultrafast']).toContain(tier);
  const operations = inForce.operations === 'any' ? [] : inForce.operations;
  for (const operation of operations) expect(operation).toMatch(/^[a-z0-9-]+$/);
  if (inForce.budget === undefined) return;
  expect(inForce.budget.limitUsd).toBeGreaterThan(0);
  expect(inForce.budget.limitUsd).toBeLessThanOrEqual(1_000_000);
  expect(['day', 'month']).toContain(inForce.budget.period);
}

/** Short, and without a key or a value that could not be read. */
function expectSoundProblems(problems: readonly MappingProblem[]): void {
  for (const problem of problems) {
    expect(['policy-rejected', 'empty']).toContain(problem.kind);
    expect(JSON.stringify(problem).length).toBeLessThan(1_500);
    expect(JSON.stringify(problem)).not.toContain('kkkkk');
    expect(JSON.stringify(problem)).not.toContain(CANARY);
    // A schema's own words would be a message that we did not write.
    expect(JSON.stringify(problem)).not.toContain('Invalid ');
  }
}

it(
  'policies, whatever their value, bound as they are written or keep the caller out',
  async () => {
    await assertWithCorpus({
      name: 'policies',
      values: fc.array(fc.tuple(callerId, policyText), { minLength: 1, maxLength: 4 }),
      runs: 8,
      check: async (edits) => {
        const named = edits.map(([id, value]) => [`${PATH}${id}`, value] as const);
        const rules = { bounds: { models: 'any', tiers: [] }, hasCallers: true } as const;
        const problems = await store.follow(rules, named, ({ policies }, name) => {
          expect(policies).toBeDefined();
          expectSoundPolicy(policies, name.slice(PATH.length));
        });
        expectSoundProblems(problems);
        expectUnpollutedPrototypes();
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
