import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import { putRouterInStack } from './router-in-stack';

it('is a second function of the accelerator’s naming, with the code and the role of the first', () => {
  const { stack, router } = putRouterInStack({ lambdaHookFunctionName: 'GENAIIDP-tier-router' });
  const role = new Role(stack, 'Accelerator', { assumedBy: new AccountRootPrincipal() });
  router.grantInvokeLambdaHook(role);
  const template = Template.fromStack(stack);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const [first, hook] = functions.map(({ Properties }) => Properties);
  expect(functions).toHaveLength(2);
  expect(hook).toEqual({
    ...first,
    FunctionName: 'GENAIIDP-tier-router',
    Handler: 'index.lambdaHook',
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction' }] },
    Roles: [stack.resolve(role.roleName)],
  });
});

it.each(['tier-router', 'GENAIIDP-', 'GENAIIDP-tier router', `GENAIIDP-${'x'.repeat(56)}`])(
  'refuses the name %s',
  (lambdaHookFunctionName) => {
    expect(() => putRouterInStack({ lambdaHookFunctionName })).toThrow(
      `lambdaHookFunctionName must begin with "GENAIIDP-" and go on with 1 to 55 letters, digits, "-" or "_", got "${lambdaHookFunctionName}"`,
    );
  },
);

it('is not there to be granted where it was not asked for', () => {
  const { stack, router } = putRouterInStack();
  const role = new Role(stack, 'Accelerator', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvokeLambdaHook(role)).toThrow(
    'there is no function to grant: set lambdaHookFunctionName',
  );
});
