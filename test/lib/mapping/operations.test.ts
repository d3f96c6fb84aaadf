import { Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { formatOperationRoute, resolveOperations } from '../../../lib/mapping/operations';

const NOVA = TieredModel.NOVA_2_LITE_US;
const NAME_RULE =
  'must be lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, models, jobs, messages, chat, responses, direct';

it('are three by default', () => {
  const routes = Object.entries(resolveOperations()).map(([operation, route]) => {
    return [operation, formatOperationRoute(route)];
  });
  expect(routes).toEqual([
    ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
    ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
    ['assessment', 'us.amazon.nova-2-lite-v1:0'],
  ]);
});

it('have routes with fallbacks after the primary', () => {
  expect(formatOperationRoute([NOVA.withTier(ServiceTier.FLEX), NOVA])).toBe(
    'us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0',
  );
});

it.each([
  [{}, 'operations must name at least one operation and its route, got {}'],
  [{ extraction: [] }, 'the operation "extraction" needs at least one model, got an empty route'],
  [{ Extraction: [NOVA] }, `the operation name "Extraction" ${NAME_RULE}`],
  [{ 'a/b': [NOVA] }, `the operation name "a/b" ${NAME_RULE}`],
  [{ operations: [NOVA] }, `the operation name "operations" ${NAME_RULE}`],
  [{ messages: [NOVA] }, `the operation name "messages" ${NAME_RULE}`],
  [{ extraction: [NOVA], jobs: [NOVA] }, `the operation name "jobs" ${NAME_RULE}`],
  [
    { extraction: [NOVA, NOVA] },
    'the route of the operation "extraction" is not valid: ' +
      '"us.amazon.nova-2-lite-v1:0,us.amazon.nova-2-lite-v1:0" names "us.amazon.nova-2-lite-v1:0" twice',
  ],
  [
    { extraction: [TieredModel.of('nova')] },
    'the route of the operation "extraction" may contain only Bedrock model IDs and ARNs, got "nova"',
  ],
])('refuses %j', (operations, message) => {
  expect(() => resolveOperations(operations)).toThrow(message);
});

it('may name a model that is known only at deployment', () => {
  const operations = {
    extraction: [TieredModel.of(Fn.importValue('ProfileArn'), ServiceTier.FLEX)],
  };
  expect(resolveOperations(operations)).toBe(operations);
});
