import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { type IInterfaceVpcEndpoint, InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { expect, it } from 'vitest';
import { BedrockTierRouter, RouterAuthorization } from '../../../lib';
import { makeStack, synthesize } from '../router-in-stack';

function findEndpoint(stack: Stack, vpcEndpointId: string): IInterfaceVpcEndpoint {
  return InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, vpcEndpointId, {
    vpcEndpointId,
    port: 443,
  });
}

function synthesizePrivate(authorization: RouterAuthorization): Template {
  const { stack } = makeStack();
  const vpcEndpoints = ['vpce-0aaa', 'vpce-0bbb'].map((id) => findEndpoint(stack, id));
  new BedrockTierRouter(stack, 'Router', { vpcEndpoints, authorization });
  return synthesize({ stack });
}

function findApi(template: Template) {
  return Object.values(template.findResources('AWS::ApiGateway::RestApi'))[0]?.['Properties'];
}

const NOBODY_ELSE = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0aaa', 'vpce-0bbb'] } },
};

it('is reached through the endpoints alone', () => {
  const api = findApi(synthesizePrivate(RouterAuthorization.none()));
  expect(api.EndpointConfiguration).toEqual({
    Types: ['PRIVATE'],
    VpcEndpointIds: ['vpce-0aaa', 'vpce-0bbb'],
  });
});

it.each([
  ['keys', RouterAuthorization.keys()],
  ['no authorization', RouterAuthorization.none()],
])('with %s lets in whoever comes that way', (_, authorization) => {
  expect(findApi(synthesizePrivate(authorization)).Policy.Statement).toEqual([
    NOBODY_ELSE,
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    },
  ]);
});

it('with IAM lets in, of those who come that way, whom a policy of the account allows', () => {
  const root = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root'];
  expect(findApi(synthesizePrivate(RouterAuthorization.iam())).Policy.Statement).toEqual([
    NOBODY_ELSE,
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Join': ['', root] } },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    },
  ]);
});
