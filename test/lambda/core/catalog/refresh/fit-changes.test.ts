import { expect, it } from 'vitest';
import { fitChanges } from '../../../../../lambda/core/catalog/refresh/fit-changes';

const READ_AT = '2026-11-28T04:00:00Z';

/** A model whose changes take a tenth of the largest value. */
function composeModel(id: string) {
  const regions = Array.from({ length: 60 }, (_, index) => `region-${index}`);
  return { id, prices: [{ profiles: ['us'], regions, rates: { default: [1, 4] } }] };
}

it('writes what the router reads', () => {
  const models = [composeModel('vendor.model-v1:0')];
  const { text, changes, leftOut } = fitChanges(READ_AT, models);
  expect(JSON.parse(text)).toEqual({ readAt: READ_AT, models });
  expect(changes).toEqual({ readAt: READ_AT, models });
  expect(leftOut).toEqual([]);
});

it('leaves out the last models, and takes a smaller one that still fits', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `vendor.model-${index}`);
  const small = { id: 'vendor.small', lifecycle: { endOfLife: '2027-01-01' } };
  const { text, changes, leftOut } = fitChanges(READ_AT, [...ids.map(composeModel), small]);
  expect(text.length).toBeLessThanOrEqual(8192);
  expect(leftOut.length).toBeGreaterThan(0);
  expect(changes.models.map(({ id }) => id)).toEqual([
    ...ids.filter((id) => !leftOut.includes(id)),
    'vendor.small',
  ]);
  expect(leftOut).toEqual(ids.slice(-leftOut.length));
});

it('fills the value to its last character', () => {
  const empty = fitChanges(READ_AT, [{ id: '', lifecycle: {} }].slice(1)).text.length;
  const frame = JSON.stringify({ id: '', lifecycle: {} }).length;
  // The comma of a first model stays unused.
  const fitting = { id: 'x'.repeat(8192 - empty - frame - 1), lifecycle: {} };
  expect(fitChanges(READ_AT, [fitting]).leftOut).toEqual([]);
  expect(fitChanges(READ_AT, [{ ...fitting, id: `${fitting.id}x` }]).changes.models).toEqual([]);
});

it('refuses what the router would refuse', () => {
  const broken = { id: 'vendor.model-v1:0', lifecycle: { endOfLife: 'soon' } };
  expect(() => fitChanges(READ_AT, [broken])).toThrow(
    'the catalog is not valid: models[0].lifecycle.endOfLife is "soon", not a date such as 2026-11-28',
  );
});
