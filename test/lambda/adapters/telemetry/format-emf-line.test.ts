import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatEmfLine } from '../../../../lambda/adapters/telemetry/format-emf-line';
import { captureOutput } from '../../../contract/capture-output';

const NAMES = { namespace: 'BedrockTierRouter', service: 'bedrock-tier-router' };
const SETS = [
  { ServiceTier: 'flex', Operation: 'extraction' },
  { ServiceTier: 'flex', ModelId: 'us.amazon.nova-2-lite-v1:0', ResolvedServiceTier: 'unreported' },
  { ServiceTier: 'flex', Caller: 'invoices' },
];
const METRICS = [
  { name: 'Invocations', unit: 'Count', value: 1 },
  { name: 'RouterLatency', unit: 'Milliseconds', value: 0.125 },
  { name: 'EstimatedCost', unit: 'None', value: 0.0003 },
] as const;

describe('an EMF line', () => {
  it('names every set of dimensions, and has every value once', () => {
    const line = formatEmfLine({ timestamp: 1, sets: SETS, metrics: METRICS }, NAMES);
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: 1,
        CloudWatchMetrics: [
          {
            Namespace: 'BedrockTierRouter',
            Dimensions: [
              ['service', 'ServiceTier', 'Operation'],
              ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'],
              ['service', 'ServiceTier', 'Caller'],
            ],
            Metrics: [
              { Name: 'Invocations', Unit: 'Count' },
              { Name: 'RouterLatency', Unit: 'Milliseconds' },
              { Name: 'EstimatedCost', Unit: 'None' },
            ],
          },
        ],
      },
      service: 'bedrock-tier-router',
      ServiceTier: 'flex',
      Operation: 'extraction',
      ModelId: 'us.amazon.nova-2-lite-v1:0',
      ResolvedServiceTier: 'unreported',
      Caller: 'invoices',
      Invocations: 1,
      RouterLatency: 0.125,
      EstimatedCost: 0.0003,
    });
  });

  it('is what Powertools would write', () => {
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'bedrock-tier-router');
    onTestFinished(() => void vi.unstubAllEnvs());
    const metrics = new Metrics({ namespace: 'BedrockTierRouter' });
    for (const set of SETS) metrics.addDimensions(set);
    for (const { name, unit, value } of METRICS) metrics.addMetric(name, unit, value);
    const written = captureOutput(() => metrics.publishStoredMetrics()).at(-1) ?? '';
    const { Timestamp: timestamp } = JSON.parse(written)._aws;
    const line = formatEmfLine({ timestamp, sets: SETS, metrics: METRICS }, NAMES);
    expect(JSON.parse(line)).toEqual(JSON.parse(written));
  });
});
