import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { RouterAuthorization } from '../../../lib';
import { putRouterInStack, synthesize } from '../router-in-stack';

function putKeyedRouter() {
  return putRouterInStack({ authorization: RouterAuthorization.keys() });
}

it.each(['Budgets', 'SharedPlan', 'Callers'])('has room for a caller with the ID %s', (id) => {
  const routerInStack = putKeyedRouter();
  const caller = routerInStack.router.addCaller(id);
  expect(caller.node.path).toBe(`Pipeline/Router/Callers/${id}`);
  synthesize(routerInStack).resourceCountIs('AWS::ApiGateway::ApiKey', 1);
});

it('gives a throttle with one number another', () => {
  const routerInStack = putKeyedRouter();
  routerInStack.router.addCaller('claims', { throttle: { rateLimit: 2.5 } });
  synthesize(routerInStack).hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    Throttle: { RateLimit: 2.5, BurstLimit: 3 },
  });
});

it('warns of operations that the deployment does not map', () => {
  const { stack, router } = putKeyedRouter();
  router.addCaller('claims', { operations: ['extraktion', 'extraction', 'direct'] });
  router.addCaller('batch', { operations: ['extraction', 'direct'] });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([
    [
      '/Pipeline/Router/Callers/claims',
      'the caller may call extraktion, but the operations of this deployment are classification, ' +
        'extraction, assessment [ack: bedrock-tier-router:unmappedOperation]',
    ],
  ]);
});
