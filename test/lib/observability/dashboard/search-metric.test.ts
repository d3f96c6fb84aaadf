import { expect, it } from 'vitest';
import { searchMetric } from '../../../../lib/observability/dashboard/search-metric';

it('finds every operation and tier, and names the lines for them', () => {
  expect(
    searchMetric({ metricName: 'Invocations', statistic: 'Sum', by: 'operation' }, '/team/router'),
  ).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,Operation,ServiceTier} service="team/router" MetricName="Invocations"', 'Sum')`,
    label: `\${PROP('Dim.ServiceTier')} \${PROP('Dim.Operation')}`,
  });
});

it('finds every model, and names the lines for the tiers asked for and served', () => {
  expect(
    searchMetric({ metricName: 'TierDowngrades', statistic: 'p99', by: 'model' }, '/team/router'),
  ).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,ModelId,ServiceTier,ResolvedServiceTier} service="team/router" MetricName="TierDowngrades"', 'p99')`,
    label: `\${PROP('Dim.ServiceTier')} as \${PROP('Dim.ResolvedServiceTier')} \${PROP('Dim.ModelId')}`,
  });
});

it('finds every caller and tier, and names the lines for them', () => {
  expect(
    searchMetric({ metricName: 'EstimatedCost', statistic: 'Sum', by: 'caller' }, '/team/router'),
  ).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,Caller,ServiceTier} service="team/router" MetricName="EstimatedCost"', 'Sum')`,
    label: `\${PROP('Dim.ServiceTier')} \${PROP('Dim.Caller')}`,
  });
});
