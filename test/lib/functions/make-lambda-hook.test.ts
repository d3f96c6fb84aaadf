import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter } from '../../../lib';
import { readRouterConfig } from '../read-router-config';
import {
  BUILT_IN,
  HOOKED,
  KEYED,
  makeStack,
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
    MemorySize: 512,
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
  const members = Object.keys(readRouterConfig(template, 'RouterLambdaHook2E73CB80'));
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

describe('with buckets of media', () => {
  function putHookInStack() {
    const { app, stack } = makeStack();
    const encryptionKey = new Key(stack, 'Key');
    const own = new Bucket(stack, 'Pages', { encryptionKey }) as IBucket;
    const imported = Bucket.fromBucketName(stack, 'Imported', 'idp-working-bucket');
    const lambdaHookBuckets = [own, imported];
    new BedrockTierRouter(stack, 'Router', { ...HOOKED, ...BUILT_IN, lambdaHookBuckets });
    return { app, template: synthesize({ stack }) };
  }

  it('has a role of its own, which alone may read their objects and decrypt them', () => {
    const { template } = putHookInStack();
    const ofFunction = (handler: string): string => {
      const [found] = Object.values(
        template.findResources('AWS::Lambda::Function', { Properties: { Handler: handler } }),
      );
      return found?.Properties.Role['Fn::GetAtt'][0];
    };
    const listRights = (role: string) =>
      Object.values(template.findResources('AWS::IAM::Policy'))
        .filter(({ Properties }) => Properties.Roles[0].Ref === role)
        .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => /^(s3|kms):/.test(String(Action)));
    expect(listRights(ofFunction('index.handler'))).toEqual([]);
    expect(listRights(ofFunction('index.lambdaHook'))).toMatchObject([
      {
        Action: 's3:GetObject',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Pages127DFD1A', 'Arn'] }, '/*']] },
      },
      { Action: 'kms:Decrypt' },
      {
        Action: 's3:GetObject',
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::idp-working-bucket/*']],
        },
      },
    ]);
  });

  it('breaks no rule of AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks().validateScope(putHookInStack().app);
    const names = violations.map(({ ruleName }) => ruleName);
    expect(names.filter((name) => name.startsWith('AwsSolutions-IAM'))).toEqual([]);
  });

  it('refuses them without the function', () => {
    const { stack } = makeStack();
    const pages = Bucket.fromBucketName(stack, 'Imported', 'idp-working-bucket');
    expect(() => new BedrockTierRouter(stack, 'Router', { lambdaHookBuckets: [pages] })).toThrow(
      'lambdaHookBuckets are for the LambdaHook; set lambdaHookFunctionName, too',
    );
  });
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
