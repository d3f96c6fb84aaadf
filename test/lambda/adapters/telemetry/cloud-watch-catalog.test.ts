import { expect, it } from 'vitest';
import { CloudWatchCatalogTelemetry } from '../../../../lambda/adapters/telemetry/cloud-watch-catalog';
import { readLineSettings } from '../../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../../lambda/adapters/telemetry/line-writer';
import type { RefreshEvent } from '../../../../lambda/app/catalog/ports';
import { captureOutput } from '../../../contract/capture-output';

function record(event: RefreshEvent): readonly Record<string, unknown>[] {
  const telemetry = new CloudWatchCatalogTelemetry(new LineWriter(readLineSettings({})));
  return captureOutput(() => telemetry.record(event)).map((line) => JSON.parse(line));
}

const ENDING = {
  operation: 'assessment',
  baseModelId: 'us.anthropic.claude-opus-4-1-20250805-v1:0',
  modelId: 'anthropic.claude-opus-4-1-20250805-v1:0',
  endOfLife: '2027-01-08',
  days: 41,
};
const RETIRING: RefreshEvent = {
  kind: 'retiring',
  notice: {
    modelId: ENDING.modelId,
    endOfLife: '2027-01-08',
    daysToEndOfLife: 41,
    operations: ['assessment'],
    alternatives: ['anthropic.claude-opus-4-8'],
  },
};
const PRICE: RefreshEvent = {
  kind: 'price-changed',
  notice: {
    modelId: 'us.amazon.nova-2-lite-v1:0',
    tier: 'flex',
    operations: ['extraction'],
    before: { input: 0.165, output: 1.375 },
    after: { input: 0.18, output: 1.5 },
    source: 'price list',
  },
};

it('publishes the days of a model by operation, and without dimensions for the alarm', () => {
  const [line, metric, ...others] = record({ kind: 'ending', ending: ENDING });
  expect(line).toMatchObject({
    level: 'INFO',
    message: 'End of a model is known',
    operation: 'assessment',
    model_id: ENDING.modelId,
    end_of_life: '2027-01-08',
    days_to_end_of_life: 41,
  });
  expect(metric).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'BedrockTierRouter',
          Dimensions: [['service'], ['service', 'Operation', 'ModelId']],
          Metrics: [{ Name: 'DaysToEndOfLife', Unit: 'None' }],
        },
      ],
    },
    service: 'bedrock-tier-router',
    Operation: 'assessment',
    ModelId: 'us.anthropic.claude-opus-4-1-20250805-v1:0',
    DaysToEndOfLife: 41,
  });
  expect(others).toEqual([]);
});

it.each<[RefreshEvent, object]>([
  [
    { kind: 'unreadable', source: 'price list', cause: new Error('Rate exceeded') },
    { source: 'price list', cause: { name: 'Error', message: 'Rate exceeded' } },
  ],
  [{ kind: 'empty', source: 'foundation models' }, { source: 'foundation models' }],
  [
    { kind: 'not-published', cause: new Error('Access denied') },
    { cause: { message: 'Access denied' } },
  ],
])('counts %j as an error', (event, facts) => {
  const [line, metric, ...others] = record(event);
  expect(line).toMatchObject({ level: 'ERROR', ...facts });
  expect(metric).toMatchObject({ service: 'bedrock-tier-router', CatalogErrors: 1 });
  expect(others).toEqual([]);
});

it.each<[RefreshEvent, object]>([
  [
    RETIRING,
    {
      level: 'WARN',
      message: 'Model retiring',
      model_id: ENDING.modelId,
      days_to_end_of_life: 41,
      operations: ['assessment'],
      alternatives: ['anthropic.claude-opus-4-8'],
    },
  ],
  [
    PRICE,
    {
      level: 'WARN',
      message: 'Price changed',
      model_id: 'us.amazon.nova-2-lite-v1:0',
      tier: 'flex',
      operations: ['extraction'],
      before: { input: 0.165, output: 1.375 },
      after: { input: 0.18, output: 1.5 },
      source: 'price list',
    },
  ],
  [
    { kind: 'left-out', models: ['vendor.model-1'] },
    { level: 'WARN', models: ['vendor.model-1'] },
  ],
  [
    {
      kind: 'unread',
      unread: [{ name: 'USE1-New-input-tokens', problem: 'is the name of no model' }],
    },
    { level: 'INFO', count: 1, problems: [{ name: 'USE1-New-input-tokens' }] },
  ],
  [
    { kind: 'refreshed', isWritten: true, models: [] },
    { level: 'INFO', message: 'Catalog written' },
  ],
  [
    { kind: 'refreshed', isWritten: false, models: [] },
    { level: 'INFO', message: 'Catalog unchanged' },
  ],
])('logs %j without a metric', (event, line) => {
  expect(record(event)).toMatchObject([line]);
});
