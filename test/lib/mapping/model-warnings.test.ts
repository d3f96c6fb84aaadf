import { Aws } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { listModelWarnings, type ModelFacts } from '../../../lib/mapping/model-warnings';
import { composeCatalog } from '../../lambda/core/catalog/compose-catalog';

const FACTS: ModelFacts = {
  catalog: composeCatalog(
    {
      id: 'acme.large',
      tiers: ['default', 'flex'],
      profiles: ['us', 'eu', 'global'],
      regions: ['us-east-1'],
      lifecycle: { endOfLife: '2027-01-08' },
    },
    { id: 'acme.old', profiles: ['us'], lifecycle: { endOfLife: '2026-09-14' } },
    { id: 'acme.older', profiles: ['us'], lifecycle: { ended: true } },
  ),
  region: 'us-east-1',
  today: '2026-06-01',
};

function warn(id: string, facts: Partial<ModelFacts> = {}): string[] {
  const [baseModelId = '', tier] = id.split('#');
  const model = TieredModel.of(baseModelId, tier === 'flex' ? ServiceTier.FLEX : undefined);
  const warnings = listModelWarnings({ extraction: [model] }, { ...FACTS, ...facts });
  return warnings.map((warning) => `${warning.id}: ${warning.message}`);
}

it.each([
  ['acme.large#flex', {}],
  ['us.acme.large', {}],
  ['global.acme.large', { region: 'eu-west-1' }],
  ['us.acme.large', { region: 'me-central-1' }],
  ['us.acme.large', { region: Aws.REGION }],
  ['us.newcomer.model-1#flex', {}],
  ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123#flex', {}],
  ['arn:aws:bedrock:us-east-1::foundation-model/acme.large', { region: Aws.REGION }],
  ['us.acme.large', { today: '2026-10-09' }],
])('%s with %o is not warned of', (id, facts) => {
  expect(warn(id, facts)).toEqual([]);
});

it.each([
  [
    'us.acme.old',
    { today: '2026-09-15' },
    ['endOfLife: the operation "extraction" calls us.acme.old, which ended on 2026-09-14'],
  ],
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123#flex',
    { region: 'eu-west-1' },
    [
      'unsupportedRegion: the operation "extraction" calls arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123, but Bedrock is called in the Region eu-west-1',
    ],
  ],
  [
    'us.acme.older',
    {},
    ['endOfLife: the operation "extraction" calls us.acme.older, which has ended'],
  ],
  [
    'us.acme.large',
    { today: '2026-10-10' },
    [
      'endOfLife: the operation "extraction" calls us.acme.large, which ends on 2027-01-08, in 90 days',
    ],
  ],
  [
    'acme.large',
    { region: 'eu-west-1' },
    [
      'unsupportedRegion: the operation "extraction" calls acme.large, which is known not to be served in the Region eu-west-1; call eu.acme.large or global.acme.large there',
    ],
  ],
  [
    'us.newcomer.model-1',
    { region: 'ap-southeast-2' },
    [
      'unsupportedRegion: the operation "extraction" calls us.newcomer.model-1, which is known not to be served in the Region ap-southeast-2',
    ],
  ],
])('%s with %o is warned of', (id, facts, warnings) => {
  expect(warn(id, facts)).toEqual(warnings);
});
