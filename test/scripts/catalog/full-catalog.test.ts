import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../lambda/core/catalog/catalog';
import { MODEL } from '../../../lambda/core/catalog/catalog-model';
import { compactCatalog, listPriceListNames } from '../../../scripts/catalog/compact-catalog';
import { composeFiles } from '../../../scripts/catalog/derived-files';
import {
  FULL_CATALOG,
  FULL_CATALOG_PATH,
  type FullCatalog,
  formatFullCatalog,
  parseFullCatalog,
  readFullCatalog,
} from '../../../scripts/catalog/full-catalog';
import { toJsonSchema } from '../../../scripts/tools/to-json-schema';

const ROOT = join(__dirname, '..', '..', '..');
const CATALOG = readFullCatalog(ROOT);

it.each([...composeFiles(CATALOG, ROOT)])(
  '%s is current: npm run catalog -- --derive',
  (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

it('fits its JSON Schema', () => {
  const validate = new Ajv({ strict: false, formats: { date: true } }).compile(
    toJsonSchema(FULL_CATALOG),
  );

  expect(
    validate(JSON.parse(readFileSync(join(ROOT, FULL_CATALOG_PATH), 'utf8'))),
    `${validate.errors}`,
  ).toBe(true);
  expect(validate({ ...CATALOG, models: [{ id: 'a.b', tier: [], sources: {} }] })).toBe(false);
  expect(validate({ ...CATALOG, date: 1 })).toBe(false);
});

it('has each model once, in the order of IDs, and each price of a profile and Region once', () => {
  const ids = CATALOG.models.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  const places = CATALOG.models.flatMap(({ id, prices = [] }) =>
    prices.flatMap(({ profiles, regions = ['every'] }) =>
      profiles.flatMap((profile) => regions.map((region) => `${id} ${profile} ${region}`)),
    ),
  );
  expect(places.filter((place, index) => places.indexOf(place) < index)).toEqual([]);
});

it('has bands that cost more than shorter prompts, in ascending order', () => {
  const prices = CATALOG.models.flatMap((model) => model.prices ?? []);
  for (const { rates, above = [] } of prices) {
    const lengths = above.map(({ promptTokens }) => promptTokens);
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    for (const band of above) {
      expect(band.rates['default']?.[0]).toBeGreaterThan(rates['default']?.[0] ?? 0);
    }
  }
});

it('the built-in catalog is the same without sources and names', () => {
  const compact = compactCatalog(CATALOG);

  expect([...BUILT_IN_CATALOG.models.values()]).toEqual(compact.models);
  expect(BUILT_IN_CATALOG.date).toBe(CATALOG.date);
  for (const model of compact.models) expect(v.is(MODEL, model), model.id).toBe(true);
});

it('a price is known by the names of the price list and by the ID', () => {
  const names = listPriceListNames(CATALOG);

  expect(names['Nova 2.0 Lite']).toBe('amazon.nova-2-lite-v1:0');
  expect(names['Nova2.0Lite']).toBe('amazon.nova-2-lite-v1:0');
  expect(names['xai.grok-4.6']).toBe('xai.grok-4.6');
  expect(names['Claude Sonnet 4.6']).toBe('anthropic.claude-sonnet-4-6');
});

describe('a catalog', () => {
  const text = fc.string({ minLength: 1 });
  const rates = fc.array(fc.option(fc.double({ min: 0, max: 1000, noNaN: true })), {
    minLength: 2,
    maxLength: 5,
  });
  const tier = fc.constantFrom('default', 'flex', 'priority', 'ultrafast');
  const ratesByTier = fc.dictionary(tier, rates, { maxKeys: 4 });
  const price = fc.record(
    {
      profiles: fc.array(text, { minLength: 1 }),
      regions: fc.array(text),
      rates: ratesByTier,
      above: fc.array(fc.record({ promptTokens: fc.integer({ min: 1 }), rates: ratesByTier })),
    },
    { requiredKeys: ['profiles', 'rates'] },
  );
  const model = fc
    .record(
      {
        id: text,
        vendor: text,
        tiers: fc.array(text),
        countTokens: fc.boolean(),
        prices: fc.array(price),
      },
      { requiredKeys: ['id'] },
    )
    .map(({ id, ...facts }) => ({
      id,
      ...facts,
      sources: Object.fromEntries(Object.keys(facts).map((fact) => [fact, 'test'])),
    }));

  it('that is written and read is the same', () => {
    fc.assert(
      fc.property(fc.array(model, { maxLength: 3 }), (models) => {
        const catalog: FullCatalog = {
          $schema: './models.schema.json',
          date: '2026-11-28',
          tierMultipliers: { flex: 0.5, priority: 1.75 },
          sources: { test: { url: 'https://example.com/', date: '2026-11-28' } },
          models,
        };
        expect(parseFullCatalog(formatFullCatalog(catalog))).toEqual(
          JSON.parse(JSON.stringify(catalog)),
        );
      }),
    );
  });

  it.each([
    [{ vendor: 'acme' }, {}, 'a.b has no source for vendor'],
    [
      { vendor: 'acme' },
      { vendor: 'hearsay' },
      'a.b names the source hearsay, which is not listed',
    ],
    [
      { prices: [{ profiles: ['us'], rates: {}, source: 'hearsay' }] },
      { prices: 'litellm' },
      'a.b names the source hearsay, which is not listed',
    ],
    [{ tiers: 'flex' }, { tiers: 'litellm' }, 'models.0.tiers is "flex", not a list of texts'],
  ])('of %j with the sources %j is refused', (facts, sources, message) => {
    const models = [{ id: 'a.b', ...facts, sources }];
    const text = JSON.stringify({ ...CATALOG, models });

    expect(() => parseFullCatalog(text)).toThrow(message);
  });
});
