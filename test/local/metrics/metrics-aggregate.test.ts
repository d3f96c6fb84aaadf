import { expect, it } from 'vitest';
import { MetricsAggregate } from '../../../local/metrics/metrics-aggregate';
import { composeEmfLine } from './emf-lines';

function summarize(lines: readonly string[]) {
  const aggregate = new MetricsAggregate(new Date('2026-11-21T09:30:00Z'));
  for (const line of lines) aggregate.recordLogLine(line);
  return aggregate.summarize();
}

const NOTHING = {
  ...{ requests: 0, succeeded: 0, clientErrors: 0, serverErrors: 0, throttles: 0 },
  ...{ tierFallbacks: 0, tierDowngrades: 0 },
  ...{ inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
};

it('begins with zeros and no groups', () => {
  expect(summarize([])).toEqual({
    since: '2026-11-21T09:30:00.000Z',
    mappingErrors: 0,
    total: NOTHING,
    operations: [],
    models: [],
    callers: [],
  });
});

it('counts a call once, even if it is also published by caller', () => {
  const { total, operations, models, callers } = summarize([
    composeEmfLine({ Invocations: 1, InputTokenCount: 100 }, { caller: 'claims' }),
  ]);
  expect(total).toMatchObject({ requests: 1, inputTokens: 100 });
  expect(operations).toMatchObject([{ requests: 1, inputTokens: 100 }]);
  expect(models).toMatchObject([{ requests: 1, inputTokens: 100 }]);
  expect(callers).toMatchObject([{ caller: 'claims', serviceTier: 'flex', requests: 1 }]);
});

it('adds up requests by operation and tier, and by model, requested tier and resolved tier', () => {
  const { total, operations, models } = summarize([
    composeEmfLine({ Invocations: 1, InputTokenCount: 100, OutputTokenCount: 20 }),
    composeEmfLine(
      { Invocations: 1, InputTokenCount: 50, TierDowngrades: 1 },
      { resolvedTier: 'default' },
    ),
    composeEmfLine({ InvocationThrottles: 1 }, { resolvedTier: 'unreported' }),
    composeEmfLine({ InvocationServerErrors: 1, TierFallbacks: 1 }, { operation: 'assessment' }),
    composeEmfLine({ InvocationClientErrors: 1 }, { modelId: 'b', tier: 'default' }),
    composeEmfLine({ Invocations: 1, CacheReadInputTokens: 7, CacheWriteInputTokens: 9 }),
    '{"level":"INFO","message":"Request served"}',
  ]);
  expect(operations).toEqual([
    {
      ...{ ...NOTHING, operation: 'assessment', serviceTier: 'flex' },
      ...{ requests: 1, serverErrors: 1, tierFallbacks: 1 },
    },
    {
      ...{ ...NOTHING, operation: 'extraction', serviceTier: 'default' },
      ...{ requests: 1, clientErrors: 1 },
    },
    {
      ...{ ...NOTHING, operation: 'extraction', serviceTier: 'flex' },
      ...{ requests: 4, succeeded: 3, throttles: 1, tierDowngrades: 1 },
      ...{ inputTokens: 150, outputTokens: 20, cacheReadInputTokens: 7, cacheWriteInputTokens: 9 },
    },
  ]);
  expect(
    models.map((row) => [row.modelId, row.serviceTier, row.resolvedServiceTier, row.requests]),
  ).toEqual([
    ['a', 'flex', 'default', 1],
    ['a', 'flex', 'flex', 3],
    ['a', 'flex', 'unreported', 1],
    ['b', 'default', 'default', 1],
  ]);
  expect(total).toMatchObject({ requests: 6, succeeded: 3, clientErrors: 1, serverErrors: 1 });
  expect(total).toMatchObject({ throttles: 1, inputTokens: 150, outputTokens: 20 });
});

it('computes percentiles of times, and separates those of the router', () => {
  const { operations } = summarize([
    composeEmfLine({ InvocationLatency: 300, RouterLatency: 0.5, TimeToFirstToken: 90 }),
    composeEmfLine({ InvocationLatency: 100, RouterLatency: 1.5 }),
    composeEmfLine({ InvocationLatency: 200, RouterLatency: 1 }),
  ]);
  expect(operations[0]).toMatchObject({
    latencyMillis: { samples: 3, p50: 200, p90: 300, p99: 300 },
    timeToFirstTokenMillis: { samples: 1, p50: 90, p90: 90, p99: 90 },
    routerLatencyMillis: { samples: 3, p50: 1, p90: 1.5, p99: 1.5 },
  });
});

it('adds up costs and savings if there are any', () => {
  const { operations } = summarize([
    composeEmfLine({ EstimatedCost: 0.25, EstimatedSavings: 0.5 }),
    composeEmfLine({ EstimatedCost: 0.125, EstimatedSavings: -0.25 }),
    composeEmfLine({ Invocations: 1 }, { tier: 'priority' }),
  ]);
  expect(
    operations.map((row) => [row.serviceTier, row.estimatedCostUsd, row.estimatedSavingsUsd]),
  ).toEqual([
    ['flex', 0.375, 0.25],
    ['priority', undefined, undefined],
  ]);
});

it('counts mapping errors apart from requests', () => {
  const line =
    '{"_aws":{"CloudWatchMetrics":[{"Dimensions":[["service"]],"Metrics":[{"Name":"MappingErrors"}]}]},"service":"s","MappingErrors":1}';
  const { mappingErrors, total, operations } = summarize([line, line]);
  expect(mappingErrors).toBe(2);
  expect(total).toEqual(NOTHING);
  expect(operations).toEqual([]);
});

it('keeps a hundred groups and collects the rest in one more', () => {
  const lines = Array.from({ length: 120 }, (_, index) =>
    composeEmfLine({ Invocations: 1 }, { modelId: `model-${index}` }),
  );
  const { models, total } = summarize([...lines, ...lines]);
  expect(models).toHaveLength(101);
  expect(models.find(({ modelId }) => modelId === 'others')).toMatchObject({
    serviceTier: 'others',
    resolvedServiceTier: 'others',
    requests: 40,
  });
  expect(models.find(({ modelId }) => modelId === 'model-99')).toMatchObject({ requests: 2 });
  expect(total.requests).toBe(240);
});
