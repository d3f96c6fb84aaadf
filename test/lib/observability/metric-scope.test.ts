import { expect, it } from 'vitest';
import { MetricScope, ServiceTier } from '../../../lib';

it.each([
  [MetricScope.all(), {}],
  [
    MetricScope.operation('extraction', ServiceTier.FLEX),
    { Operation: 'extraction', ServiceTier: 'flex' },
  ],
  [MetricScope.direct(ServiceTier.FLEX), { Operation: 'direct', ServiceTier: 'flex' }],
  [
    MetricScope.model('us.amazon.nova-2-lite-v1:0', ServiceTier.FLEX, ServiceTier.DEFAULT),
    {
      ModelId: 'us.amazon.nova-2-lite-v1:0',
      ServiceTier: 'flex',
      ResolvedServiceTier: 'default',
    },
  ],
  [
    MetricScope.modelUnreported('us.amazon.nova-2-lite-v1:0', ServiceTier.PRIORITY),
    {
      ModelId: 'us.amazon.nova-2-lite-v1:0',
      ServiceTier: 'priority',
      ResolvedServiceTier: 'unreported',
    },
  ],
  [MetricScope.ofCaller('Claims', ServiceTier.FLEX), { Caller: 'Claims', ServiceTier: 'flex' }],
  [MetricScope.variant('extraction', 'eu'), { Operation: 'extraction', Variant: 'eu' }],
])('case %# has the dimensions that the function publishes', (scope, dimensions) => {
  expect(scope.dimensions).toEqual(dimensions);
});

it('refuses a name that is not valid for an operation', () => {
  const message = 'the operation name "Extraction" must be lower-case letters';
  expect(() => MetricScope.operation('Extraction', ServiceTier.FLEX)).toThrow(message);
  expect(() => MetricScope.variant('Extraction', 'eu')).toThrow(message);
});
