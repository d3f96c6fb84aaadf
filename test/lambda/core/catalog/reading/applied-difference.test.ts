import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../../lambda/core/catalog/catalog';
import {
  changeCatalog,
  parseCatalogChanges,
} from '../../../../../lambda/core/catalog/catalog-changes';
import {
  type CatalogReadings,
  composeDifference,
} from '../../../../../lambda/core/catalog/reading/compose-difference';
import {
  checkPlausibility,
  writeChangedModels,
} from '../../../../../lambda/core/catalog/reading/plausibility';

const IDS = ['amazon.nova-2-lite-v1:0', 'anthropic.claude-haiku-5-5', 'newcomer.model-1'];
const usd = fc.double({ min: 0, max: 1_000, noNaN: true });
const readings = fc.array(
  fc
    .record({
      modelId: fc.constantFrom(...IDS),
      region: fc.constantFrom('us-east-1', 'eu-west-1', undefined),
      isGlobal: fc.boolean(),
      tier: fc.constantFrom('default', 'flex', 'priority'),
      isLongPrompt: fc.boolean(),
    })
    .chain((place) =>
      fc.tuple(usd, usd).map(([input, output]) => [
        { ...place, token: 'input' as const, usdPerMillion: input, rank: 0, name: 'in' },
        { ...place, token: 'output' as const, usdPerMillion: output, rank: 0, name: 'out' },
      ]),
    ),
  { maxLength: 6 },
);

it('a difference that is written as a parameter, read and applied is no difference any more', () => {
  const profiles = new Map(IDS.map((id) => [id, ['global', 'us']]));
  const regions = ['us-east-1', 'eu-west-1'].map((region) => ({ region, models: [], profiles }));
  fc.assert(
    fc.property(readings, (prices) => {
      const read: CatalogReadings = { prices: [{ readings: prices.flat(), unread: [] }], regions };
      const accepted = checkPlausibility(
        BUILT_IN_CATALOG,
        composeDifference(BUILT_IN_CATALOG, read),
        new Set(IDS),
      ).accepted;
      const parameter = { readAt: '2026-12-24T00:00:00Z', models: writeChangedModels(accepted) };
      const parsed = parseCatalogChanges(JSON.stringify(parameter));

      expect(parsed).toEqual({ kind: 'parsed', value: parameter });
      if (parsed.kind === 'rejected') return;
      const changed = changeCatalog(BUILT_IN_CATALOG, parsed.value);
      expect(composeDifference(changed, read).models).toEqual([]);
    }),
  );
});
