import { expect, it } from 'vitest';
import { searchMetric } from '../../../../lib/observability/dashboard/search-metric';

it('finds every operation and tier, and names the lines for them', () => {
  expect(searchMetric('Invocations', 'Sum', 'operation')).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,Operation,ServiceTier} service="bedrock-tier-router" MetricName="Invocations"', 'Sum')`,
    label: `\${PROP('Dim.ServiceTier')} \${PROP('Dim.Operation')}`,
  });
});

it('finds every model, and names the lines for the tiers asked for and served', () => {
  expect(searchMetric('TierDowngrades', 'p99', 'model')).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,ModelId,ServiceTier,ResolvedServiceTier} service="bedrock-tier-router" MetricName="TierDowngrades"', 'p99')`,
    label: `\${PROP('Dim.ServiceTier')} as \${PROP('Dim.ResolvedServiceTier')} \${PROP('Dim.ModelId')}`,
  });
});

it('finds every caller and tier, and names the lines for them', () => {
  expect(searchMetric('EstimatedCost', 'Sum', 'caller')).toMatchObject({
    expression: `SEARCH('{BedrockTierRouter,service,Caller,ServiceTier} service="bedrock-tier-router" MetricName="EstimatedCost"', 'Sum')`,
    label: `\${PROP('Dim.ServiceTier')} \${PROP('Dim.Caller')}`,
  });
});
