import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { expect, it, onTestFinished } from 'vitest';
import { CloudWatchOperationFigures } from '../../../../lambda/adapters/cloud-watch/operation-figures';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveCloudWatch } from './serve-cloud-watch';

const NOW = new Date('2026-11-28T12:00:20Z');

async function read(pages: readonly object[]) {
  const cloudWatch = await serveCloudWatch(pages);
  onTestFinished(() => cloudWatch.close());
  const client = new CloudWatchClient({ ...composeLocalClient(cloudWatch.url), maxAttempts: 1 });
  const figures = new CloudWatchOperationFigures(client, 'claims/router', () => NOW);
  return { read: () => figures.read(new AbortController().signal), calls: cloudWatch.calls };
}

function found(Id: string, Label: string, ...Values: readonly number[]) {
  return { Id, Label, Values, Timestamps: Values.map(() => 1_795_824_000), StatusCode: 'Complete' };
}

it('asks for the metrics of one router by operation and tier, of the last 24 hours', async () => {
  const bench = await read([{ MetricDataResults: [] }]);
  expect(await bench.read()).toEqual(new Map());
  const [call] = bench.calls;
  expect(call).toMatchObject({ StartTime: 1_795_780_860, EndTime: 1_795_867_260 });
  expect(call?.MetricDataQueries).toHaveLength(9);
  expect(call?.MetricDataQueries).toContainEqual({
    Id: 'p95',
    Expression: `SEARCH('{BedrockTierRouter,service,Operation,ServiceTier} service="claims/router" MetricName="InvocationLatency"', 'p95', 86400)`,
    Label: `\${PROP('Dim.Operation')} \${PROP('Dim.ServiceTier')}`,
  });
});

it('adds up sums of two parts of the day, and takes the worse percentile', async () => {
  const bench = await read([
    {
      MetricDataResults: [
        found('answered', 'extraction flex', 30, 12),
        found('refused', 'extraction flex', 1),
        found('failed', 'extraction flex', 2),
        found('throttled', 'extraction flex', 3),
        found('p50', 'extraction flex', 100, 120),
      ],
      NextToken: 'next',
    },
    {
      MetricDataResults: [
        found('p95', 'extraction flex', 900, 800),
        found('cost', 'extraction flex', 0.25, 0.5),
        found('savings', 'extraction flex', 0.75),
        found('answered', 'extraction priority', 1),
        found('cached', 'ocr default', 5),
        found('answered', 'ocr flex'),
        found('unknown', 'ocr flex', 1),
      ],
    },
  ]);
  const unknown = { p50Millis: undefined, p95Millis: undefined, costUsd: undefined };
  expect(await bench.read()).toEqual(
    new Map([
      [
        'extraction',
        [
          {
            tier: 'flex',
            calls: 48,
            errors: 6,
            p50Millis: 120,
            p95Millis: 900,
            costUsd: 0.75,
            savingsUsd: 0.75,
          },
          { tier: 'priority', calls: 1, errors: 0, ...unknown, savingsUsd: undefined },
        ],
      ],
      ['ocr', [{ tier: 'default', calls: 5, errors: 0, ...unknown, savingsUsd: undefined }]],
    ]),
  );
  expect(bench.calls.map(({ NextToken }) => NextToken)).toEqual([undefined, 'next']);
});
