import { expect, it } from 'vitest';
import { findPriceListRegion } from '../../../../../lambda/core/catalog/refresh/price-list-region';

it.each([
  ['us-east-1', 'us-east-1'],
  ['us-west-2', 'us-east-1'],
  ['ca-central-1', 'us-east-1'],
  ['sa-east-1', 'us-east-1'],
  ['mx-central-1', 'us-east-1'],
  ['eu-west-1', 'eu-central-1'],
  ['af-south-1', 'eu-central-1'],
  ['me-central-1', 'eu-central-1'],
  ['il-central-1', 'eu-central-1'],
  ['ap-northeast-1', 'ap-south-1'],
  ['ap-southeast-2', 'ap-south-1'],
  ['cn-north-1', 'cn-northwest-1'],
  ['us-gov-west-1', undefined],
  ['us-iso-east-1', undefined],
  ['us-isob-east-1', undefined],
  ['eu-isoe-west-1', undefined],
  ['eusc-de-east-1', undefined],
])('the price list for %s is in %s', (region, priceList) => {
  expect(findPriceListRegion(region)).toBe(priceList);
});
