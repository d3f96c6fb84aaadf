import {
  readRouterConfig,
  writeRouterEnvironment,
} from '../../../../lambda/core/settings/router-config';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const TODAY = '2026-11-28';

/** A router that allows three models and all tiers but reserved. */
export const CONFIG = readRouterConfig({
  AWS_REGION: 'us-east-1',
  ...writeRouterEnvironment({
    parameterPrefix: '/bedrock-tier-router',
    operations: { classification: `${NOVA}:priority`, extraction: `${NOVA}:flex` },
    allowedModels: [NOVA, 'us.anthropic.claude-sonnet-4-6', 'us.acme.new-model-v1:0'],
    allowedTiers: ['priority', 'default', 'flex'],
    mappingMaxAgeSeconds: 30,
    requestTimeoutSeconds: 300,
    connections: { ireland: { region: 'eu-west-1' } },
  }),
});

/** Parameters below the prefix, each in its first version. */
export function store(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    version: '1',
    changedAt: '2026-11-28T12:00:00.000Z',
    changedBy: 'arn:aws:iam::111122223333:user/anna',
  }));
}
