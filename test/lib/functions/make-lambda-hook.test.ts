import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HOOKED,
  KEYED,
  putRouterInStack,
  synthesize,
  templateOf,
} from '../router-in-stack';

it('is a second function with the code and the role of the first', () => {
  const { stack, router } = putRouterInStack({ ...HOOKED, ...BUILT_IN });
  const role = new Role(stack, 'Accelerator', { assumedBy: new AccountRootPrincipal() });
  router.grantInvokeLambdaHook(role);
  const template = synthesize({ stack });
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

it('has no access to the budgets of callers with keys', () => {
  const template = templateOf({ ...HOOKED, ...KEYED });
  const [hook] = Object.values(
    template.findResources('AWS::Lambda::Function', {
      Properties: { Handler: 'index.lambdaHook' },
    }),
  );
  const members = Object.keys(JSON.parse(hook?.Properties.Environment.Variables.ROUTER_CONFIG));
  expect(members).toContain('parameterPrefix');
  expect(members).not.toContain('authorization');
  expect(members).not.toContain('budgetTable');
  const roleId: string = hook?.Properties.Role['Fn::GetAtt'][0];
  const policies = template.findResources('AWS::IAM::Policy', {
    Properties: { Roles: [{ Ref: roleId }] },
  });
  const granted = JSON.stringify(policies);
  expect(granted).toContain('bedrock:InvokeModel');
  expect(granted).not.toMatch(/dynamodb:|events:|callers/);
});

it.each(['tier-router', 'GENAIIDP-', 'GENAIIDP-tier router', `GENAIIDP-${'x'.repeat(56)}`])(
  'refuses the name %s',
  (lambdaHookFunctionName) => {
    expect(() => putRouterInStack({ lambdaHookFunctionName })).toThrow(
      `lambdaHookFunctionName must be "GENAIIDP-" and 1 to 55 letters, digits, "-" or "_", got "${lambdaHookFunctionName}"`,
    );
  },
);

it('cannot be granted without its name', () => {
  const { stack, router } = putRouterInStack();
  const role = new Role(stack, 'Accelerator', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvokeLambdaHook(role)).toThrow(
    'the router has no function for the LambdaHook; set lambdaHookFunctionName',
  );
});
