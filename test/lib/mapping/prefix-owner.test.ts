import { CfnParameter, NestedStack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter } from '../../../lib';
import {
  DEFAULTS,
  KEYED,
  makeStack,
  putRouterInStack,
  synthesize,
  templateOf,
} from '../router-in-stack';

it('has the ID of the stack under the prefix', () => {
  templateOf(DEFAULTS).hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/bedrock-tier-router/owner',
    Type: 'String',
    Value: { Ref: 'AWS::StackId' },
  });
});

describe('a second router in the stack', () => {
  it.each([
    [undefined, undefined, '"/bedrock-tier-router"'],
    ['/team', '/team', '"/team"'],
    ['/team', '/team/router', '"/team" and "/team/router"'],
    ['/team/router', '/team', '"/team/router" and "/team"'],
  ])('with the prefixes %s and %s is refused', (one, other, prefixes) => {
    const { stack } = makeStack();
    new BedrockTierRouter(stack, 'First', one === undefined ? {} : { parameterPrefix: one });
    expect(
      () =>
        new BedrockTierRouter(
          stack,
          'Second',
          other === undefined ? {} : { parameterPrefix: other },
        ),
    ).toThrow(
      `the routers Pipeline/First and Pipeline/Second have the parameterPrefix ${prefixes}; a router reads every parameter below its prefix, so give each its own`,
    );
  });

  it('is refused if its prefix is the same value that only the deployment knows', () => {
    const { stack } = makeStack();
    const parameterPrefix = new CfnParameter(stack, 'Prefix').valueAsString;
    new BedrockTierRouter(stack, 'First', { parameterPrefix });
    expect(() => new BedrockTierRouter(stack, 'Second', { parameterPrefix })).toThrow(
      'the routers Pipeline/First and Pipeline/Second have the parameterPrefix',
    );
  });

  it('is refused in a nested stack, too', () => {
    const { stack } = makeStack();
    new BedrockTierRouter(stack, 'First');
    const nested = new NestedStack(stack, 'Nested');
    expect(() => new BedrockTierRouter(nested, 'Second')).toThrow(
      'the routers Pipeline/First and Pipeline/Nested/Second have the parameterPrefix "/bedrock-tier-router"',
    );
  });

  it('has its own prefix, and its own service in metrics', () => {
    const { stack } = makeStack();
    new BedrockTierRouter(stack, 'First', { parameterPrefix: '/team/router' });
    new BedrockTierRouter(stack, 'Second', { parameterPrefix: '/team/router-2' });
    const alarms = synthesize({ stack }).findResources('AWS::CloudWatch::Alarm', {
      Properties: { MetricName: 'MappingErrors' },
    });
    expect(Object.values(alarms).map(({ Properties }) => Properties.Dimensions)).toEqual([
      [{ Name: 'service', Value: 'team/router' }],
      [{ Name: 'service', Value: 'team/router-2' }],
    ]);
  });
});

it('lets a second stack have the prefix, because only one of them may be deployed', () => {
  const { app, stack } = makeStack();
  new BedrockTierRouter(stack, 'Router');
  expect(() => putRouterInStack({}, {})).not.toThrow();
  expect(app.node.children).toHaveLength(1);
});

describe('the order of a deployment', () => {
  const { stack, router } = putRouterInStack({
    ...KEYED,
    lambdaHookFunctionName: 'GENAIIDP-router',
  });
  router.addCaller('claims');
  const { Resources: resources } = synthesize({ stack }).toJSON();

  /** Lists everything that CloudFormation updates before a resource. */
  function listEarlier(logicalId: string): string[] {
    const seen = new Set<string>();
    const visit = (id: string): void => {
      for (const earlier of [resources[id].DependsOn ?? []].flat()) {
        if (seen.has(earlier)) continue;
        seen.add(earlier);
        visit(earlier);
      }
    };
    visit(logicalId);
    return [...seen];
  }

  it.each([
    ['a route', 'RouterMappingextraction6AAD85FA', /^RouterFunction|^RouterLambdaHook\w{8}$/, 2],
    ['a route', 'RouterMappingextraction6AAD85FA', /^Router(LambdaHook)?Role/, 4],
    ['a policy', 'RouterCallersclaimsPolicyE2C761A4', /^RouterFunction/, 1],
    ['a policy', 'RouterCallersclaimsPolicyE2C761A4', /^RouterRole/, 2],
    ['the function', 'RouterFunction0F681190', /^RouterOwner/, 1],
  ])(
    'writes %s after the functions, their roles and the owner: %s, %s',
    (_, id, earlier, count) => {
      expect(listEarlier(id).filter((each) => earlier.test(each))).toHaveLength(count);
    },
  );
});
