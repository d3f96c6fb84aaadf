import { expect, it } from 'vitest';
import { Prices } from '../../../../lambda/core/pricing/prices';
import { composeCatalog } from '../catalog/compose-catalog';

const CATALOG = composeCatalog({
  id: 'acme.large',
  contextVariants: ['300k'],
  prices: [
    { profiles: ['us', 'eu'], rates: { default: [2, 10] } },
    { profiles: ['eu'], regions: ['eu-west-2'], rates: { default: [3, 15] } },
    { profiles: ['in-region'], regions: ['us-east-1', 'us-west-2'], rates: { default: [1, 5] } },
    { profiles: ['in-region'], regions: ['eu-west-2'], rates: { default: [1.5, 7.5] } },
  ],
});
const ACCOUNT_ARN = 'arn:aws:bedrock:us-east-1:111122223333';

function ratesOf(id: string, region: string | undefined) {
  return new Prices({ catalog: CATALOG, region }).find({ baseModelId: id })?.rates['default'];
}

it.each([
  ['acme.large', 'us-east-1', [1, 5]],
  ['acme.large', 'us-west-2', [1, 5]],
  ['acme.large', 'eu-west-2', [1.5, 7.5]],
  ['acme.large:300k', 'us-east-1', [1, 5]],
  ['us.acme.large', 'us-east-1', [2, 10]],
  ['us.acme.large', undefined, [2, 10]],
  ['eu.acme.large', 'eu-west-1', [2, 10]],
  ['eu.acme.large', 'eu-west-2', [3, 15]],
  [`${ACCOUNT_ARN}:inference-profile/us.acme.large`, 'us-east-1', [2, 10]],
  ['arn:aws:bedrock:us-east-1::foundation-model/acme.large', 'us-east-1', [1, 5]],
])('%s, called in %s, costs %j', (id, region, rates) => {
  expect(ratesOf(id, region)).toEqual(rates);
});

it.each([
  ['a plain ID in a Region without a row', 'acme.large', 'ap-northeast-1'],
  ['a plain ID in an unknown Region', 'acme.large', undefined],
  ['a profile without a row', 'jp.acme.large', 'ap-northeast-1'],
  ['a context variant that is not listed', 'acme.large:1m', 'us-east-1'],
  ['a model that is not listed', 'us.acme.small', 'us-east-1'],
  ['an application’s profile', `${ACCOUNT_ARN}:application-inference-profile/abc123`, 'us-east-1'],
])('%s has no price', (_, id, region) => {
  expect(ratesOf(id, region)).toBeUndefined();
});

it('the price of an ID is looked up once', () => {
  const prices = new Prices({ catalog: CATALOG, region: 'eu-west-2' });
  const model = { baseModelId: 'eu.acme.large' };
  expect(prices.find(model)).toBe(prices.find(model));
});
