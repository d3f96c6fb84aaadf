import { expect, it } from 'vitest';
import { SERVICE_TIERS } from '../../../lambda/core/ids/service-tier';
import { ALL_SERVICE_TIERS, ServiceTier } from '../../../lib/mapping/service-tier';

it('has the tiers that the function knows', () => {
  expect(ALL_SERVICE_TIERS).toEqual(SERVICE_TIERS);
});

it('has the values of the Bedrock API', () => {
  expect({ ...ServiceTier }).toEqual({
    PRIORITY: 'priority',
    DEFAULT: 'default',
    FLEX: 'flex',
    RESERVED: 'reserved',
    ULTRAFAST: 'ultrafast',
  });
});
