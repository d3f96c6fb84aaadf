import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { KEYED, putRouterInStack, synthesize } from '../router-in-stack';

it.each(['Budgets', 'SharedPlan', 'Callers'])('a caller may have the ID %s', (id) => {
  const routerInStack = putRouterInStack(KEYED);
  const caller = routerInStack.router.addCaller(id);
  expect(caller.node.path).toBe(`Pipeline/Router/Callers/${id}`);
  synthesize(routerInStack).resourceCountIs('AWS::ApiGateway::ApiKey', 1);
});

it('completes a throttle with one number', () => {
  const routerInStack = putRouterInStack(KEYED);
  routerInStack.router.addCaller('claims', { throttle: { rateLimit: 2.5 } });
  synthesize(routerInStack).hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    Throttle: { RateLimit: 2.5, BurstLimit: 3 },
  });
});

it('warns of operations that are not in the deployment', () => {
  const { stack, router } = putRouterInStack(KEYED);
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
