import { Aws, Fn, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { resolveServiceName } from '../../../lib/observability/resolve-service-name';

it.each([
  ['/bedrock-tier-router', 'bedrock-tier-router'],
  ['/team/router', 'team/router'],
  [`/team/${Aws.STACK_NAME}`, { 'Fn::Join': ['', ['team/', { Ref: 'AWS::StackName' }]] }],
  [
    Fn.importValue('Prefix'),
    {
      'Fn::Select': [
        1,
        { 'Fn::Split': ['|/', { 'Fn::Join': ['', ['|', { 'Fn::ImportValue': 'Prefix' }]] }] },
      ],
    },
  ],
])('names the router with the prefix %s', (parameterPrefix, name) => {
  expect(new Stack().resolve(resolveServiceName(parameterPrefix))).toEqual(name);
});
