import { expect, it, onTestFinished, vi } from 'vitest';
import type {
  CatalogNotice,
  CatalogSources,
  RefreshEvent,
  RefreshServices,
} from '../../../../lambda/app/catalog/ports';
import { refreshCatalog } from '../../../../lambda/app/catalog/refresh-catalog';
import type { Catalog } from '../../../../lambda/core/catalog/catalog';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import { parseRoute } from '../../../../lambda/core/routing/route';
import type { WrittenValue } from '../../../../lambda/core/settings/hot-value';

const OPUS = 'vendor.opus-1';
const BUILT_IN: Catalog = {
  date: '2026-11-28',
  tierMultipliers: { flex: 0.5, priority: 1.75 },
  models: new Map([
    [OPUS, { id: OPUS, family: 'opus', lifecycle: { endOfLife: '2027-01-08' } }],
    ['vendor.opus-2', { id: 'vendor.opus-2', family: 'opus' }],
  ]),
};

/** A router in memory whose only route names a model that ends on 8 January 2027, and a clock. */
function composeRouter(
  sources: Partial<CatalogSources> = {},
  overrides: readonly WrittenValue[] = [],
) {
  const notices: CatalogNotice[] = [];
  const events: RefreshEvent[] = [];
  let written: readonly WrittenValue[] = [];
  let now = '';
  const services: RefreshServices = {
    builtIn: BUILT_IN,
    bounds: { models: [OPUS], tiers: SERVICE_TIERS },
    deployed: new Map([['assessment', { route: parseRoute(OPUS), version: 'deploy' }]]),
    region: 'us-east-1',
    sources: {
      readPriceList: async () => undefined,
      readFoundationModels: async () => [{ modelId: OPUS, outputModalities: ['TEXT'] }],
      readInferenceProfiles: async () => [{ inferenceProfileId: `us.${OPUS}` }],
      readAgreementOffers: async () => undefined,
      ...sources,
    },
    parameters: {
      read: async () => [...overrides, ...written],
      write: async (value, signal) => {
        signal.throwIfAborted();
        written = [{ name: 'catalog', value, version: '1' }];
      },
    },
    notices: {
      publish: async (published) => {
        notices.push(...published);
      },
    },
    telemetry: { record: (event) => events.push(event) },
    now: () => new Date(now),
  };
  const refreshAt = async (time: string) => {
    now = time;
    return (await refreshCatalog(services)).isWritten;
  };
  return { refreshAt, notices, events, readCatalog: () => written[0]?.value };
}

it('publishes a model that ends soon once a day, and remembers the day in the parameter', async () => {
  const { refreshAt, notices, readCatalog } = composeRouter();
  expect(await refreshAt('2026-11-28T04:00:00Z')).toBe(true);
  expect(await refreshAt('2026-11-28T23:59:59Z')).toBe(false);
  expect(await refreshAt('2026-11-29T00:00:01Z')).toBe(true);

  expect(readCatalog()).toBe('{"readAt":"2026-11-29T00:00:01Z","models":[]}');
  expect(notices).toEqual(
    [41, 40].map((daysToEndOfLife) => ({
      kind: 'retiring',
      notice: {
        modelId: OPUS,
        endOfLife: '2027-01-08',
        daysToEndOfLife,
        operations: ['assessment'],
        alternatives: ['vendor.opus-2'],
      },
    })),
  );
});

it('publishes nothing and writes nothing until 90 days before the end', async () => {
  const { refreshAt, notices } = composeRouter();
  expect(await refreshAt('2026-10-09T04:00:00Z')).toBe(false);
  expect(notices).toEqual([]);
  expect(await refreshAt('2026-10-10T04:00:00Z')).toBe(true);
  expect(notices).toHaveLength(1);
});

it('writes what it has read if another list takes all the time for reading', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  onTestFinished(() => timeout.mockRestore());
  timeout.mockImplementation((millis) => {
    return millis === 200_000 ? AbortSignal.abort() : new AbortController().signal;
  });
  const lifecycle = { endOfLifeTime: '2031-01-08' };
  const { refreshAt, readCatalog } = composeRouter({
    readFoundationModels: async () => [
      { modelId: OPUS, outputModalities: ['TEXT'], modelLifecycle: lifecycle },
    ],
    readPriceList: async (signal) => {
      signal.throwIfAborted();
      return [];
    },
  });

  await expect(refreshAt('2026-11-28T04:00:00Z')).rejects.toThrow('could not be read');
  expect(readCatalog()).toContain('"endOfLife":"2031-01-08"');
});

it('records the days to the end at each refresh', async () => {
  const { refreshAt, events } = composeRouter();
  await refreshAt('2026-11-28T04:00:00Z');
  await refreshAt('2026-11-28T05:00:00Z');
  const endings = events.filter(({ kind }) => kind === 'ending');
  expect(endings).toEqual(
    [1, 2].map(() => ({
      kind: 'ending',
      ending: {
        operation: 'assessment',
        baseModelId: OPUS,
        modelId: OPUS,
        endOfLife: '2027-01-08',
        days: 41,
      },
    })),
  );
});

it('counts the routes of overrides, and compares with what it wrote rather than with an override', async () => {
  const later = { readAt: '2026-11-28T04:00:00Z', models: [{ id: OPUS, lifecycle: {} }] };
  const overrides = [
    { name: 'overrides/operations/review', value: `${OPUS}:flex`, version: '1' },
    { name: 'overrides/catalog', value: JSON.stringify(later), version: '1' },
  ];
  const { refreshAt, notices } = composeRouter({}, overrides);
  expect(await refreshAt('2026-11-28T04:00:00Z')).toBe(true);
  expect(await refreshAt('2026-11-28T05:00:00Z')).toBe(false);
  expect(notices).toMatchObject([
    { notice: { modelId: OPUS, daysToEndOfLife: 41, operations: ['assessment', 'review'] } },
  ]);
});
