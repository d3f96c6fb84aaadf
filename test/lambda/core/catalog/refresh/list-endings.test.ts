import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../../lambda/core/catalog/catalog';
import type { CatalogModel } from '../../../../../lambda/core/catalog/catalog-model';
import {
  composeRetirementNotices,
  listEndings,
} from '../../../../../lambda/core/catalog/refresh/list-endings';

const MODELS: readonly CatalogModel[] = [
  { id: 'vendor.opus-1', family: 'opus', lifecycle: { endOfLife: '2027-01-08' } },
  { id: 'vendor.opus-2', family: 'opus', lifecycle: { endOfLife: '2027-01-08' } },
  { id: 'vendor.opus-3', family: 'opus', lifecycle: { endOfLife: '2028-01-08' } },
  { id: 'vendor.opus-4', family: 'opus' },
  { id: 'vendor.opus-0', family: 'opus', lifecycle: { ended: true } },
  { id: 'vendor.opus-5', family: 'opus', regions: [], profiles: ['eu'] },
  { id: 'vendor.haiku-1', family: 'haiku', lifecycle: { endOfLife: '2026-11-20' } },
  { id: 'vendor.haiku-2', family: 'haiku', lifecycle: { endOfLife: '2026-11-28' } },
  { id: 'vendor.lonely-1', lifecycle: { endOfLife: '2026-12-28' } },
];
const CATALOG: Catalog = {
  date: '2026-11-28',
  tierMultipliers: { flex: 0.5, priority: 1.75 },
  models: new Map(MODELS.map((model) => [model.id, model])),
};

const USES = [
  ['assessment', 'us.vendor.opus-1'],
  ['assessment', 'us.vendor.opus-1'],
  ['assessment', 'vendor.opus-1'],
  ['extraction', 'us.vendor.opus-1'],
  ['extraction', 'vendor.haiku-1'],
  ['summary', 'vendor.lonely-1'],
  ['summary', 'vendor.opus-4'],
  ['summary', 'vendor.unknown-1'],
  ['summary', 'vendor.opus-0'],
].map(([operation = '', baseModelId = '']) => ({ operation, baseModelId, tier: 'flex' as const }));

const RULES = { withinDays: 90, today: '2026-11-28', region: 'us-east-1' };
const ENDINGS = listEndings(CATALOG, USES, '2026-11-28');

it('counts the days of each operation and model whose end is known; ended ones have none', () => {
  expect(ENDINGS.map(({ operation, baseModelId, days }) => [operation, baseModelId, days])).toEqual(
    [
      ['assessment', 'us.vendor.opus-1', 41],
      ['assessment', 'vendor.opus-1', 41],
      ['extraction', 'us.vendor.opus-1', 41],
      ['extraction', 'vendor.haiku-1', 0],
      ['summary', 'vendor.lonely-1', 30],
      ['summary', 'vendor.opus-0', 0],
    ],
  );
});

describe('a notice', () => {
  it('names all operations of a model, and models of its family that the Region serves longer', () => {
    expect(composeRetirementNotices(CATALOG, ENDINGS, RULES)).toEqual([
      {
        modelId: 'vendor.opus-1',
        endOfLife: '2027-01-08',
        daysToEndOfLife: 41,
        operations: ['assessment', 'extraction'],
        alternatives: ['vendor.opus-3', 'vendor.opus-4'],
      },
      {
        modelId: 'vendor.haiku-1',
        endOfLife: '2026-11-20',
        daysToEndOfLife: 0,
        operations: ['extraction'],
        alternatives: [],
      },
      {
        modelId: 'vendor.lonely-1',
        endOfLife: '2026-12-28',
        daysToEndOfLife: 30,
        operations: ['summary'],
        alternatives: [],
      },
      {
        modelId: 'vendor.opus-0',
        daysToEndOfLife: 0,
        operations: ['summary'],
        alternatives: ['vendor.opus-1', 'vendor.opus-2', 'vendor.opus-3', 'vendor.opus-4'],
      },
    ]);
  });

  it('is of models that end within the days', () => {
    const notices = composeRetirementNotices(CATALOG, ENDINGS, { ...RULES, withinDays: 30 });
    expect(notices.map(({ modelId }) => modelId)).toEqual([
      'vendor.haiku-1',
      'vendor.lonely-1',
      'vendor.opus-0',
    ]);
  });
});
