import { describe, expect, it } from 'vitest';
import {
  listCallableIds,
  lookUpRegionSupport,
} from '../../../../lambda/core/catalog/region-support';
import { composeCatalog } from './compose-catalog';

const LARGE = { id: 'acme.large', profiles: ['us', 'eu', 'apac', 'mx'], regions: ['us-east-1'] };
const PRICED = {
  id: 'acme.priced',
  prices: [
    { profiles: ['in-region'], regions: ['eu-west-2'], rates: { default: [1, 2] } },
    { profiles: ['us', 'eu', 'global'], rates: { default: [1, 2] } },
  ],
};
const CATALOG = composeCatalog(LARGE, PRICED);

describe('support in a Region', () => {
  it.each([
    ['acme.large', 'us-east-1', 'supported'],
    ['acme.large', 'us-west-2', 'unsupported'],
    ['acme.priced', 'us-west-2', 'unknown'],
    ['acme.unheard-of', 'us-east-1', 'unknown'],
    ['us.acme.large', 'us-west-2', 'supported'],
    ['us.acme.large', 'ca-central-1', 'supported'],
    ['us.acme.large', 'us-gov-west-1', 'unsupported'],
    ['us.acme.large', 'eu-central-1', 'unsupported'],
    ['us.acme.large', 'sa-east-1', 'unknown'],
    ['global.acme.large', 'us-east-1', 'unsupported'],
    ['mx.acme.large', 'us-east-1', 'unknown'],
    ['apac.acme.large', 'ap-east-1', 'supported'],
    ['jp.acme.priced', 'ap-northeast-1', 'supported'],
    ['jp.acme.priced', 'ap-southeast-2', 'unsupported'],
    ['au.acme.priced', 'ap-southeast-2', 'supported'],
    ['in.acme.priced', 'ap-south-1', 'supported'],
    ['us-gov.acme.unheard-of', 'us-gov-east-1', 'supported'],
    ['us.acme.unheard-of', 'eu-west-1', 'unsupported'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.acme.large',
      'us-east-1',
      'supported',
    ],
    [
      'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
      'us-east-1',
      'unknown',
    ],
  ])('of %s in %s is %s', (id, region, support) => {
    expect(lookUpRegionSupport(CATALOG, id, region)).toBe(support);
  });
});

it.each([
  [LARGE, 'us-east-1', ['acme.large', 'us.acme.large']],
  [LARGE, 'eu-west-1', ['eu.acme.large']],
  [LARGE, 'us-gov-west-1', []],
  [PRICED, 'eu-west-2', ['acme.priced', 'eu.acme.priced', 'global.acme.priced']],
  [PRICED, 'us-west-2', ['us.acme.priced', 'global.acme.priced']],
])('%o is called in %s by %j', (model, region, ids) => {
  expect(listCallableIds(CATALOG, model, region)).toEqual(ids);
});
