import { expect, it } from 'vitest';
import { RouterAuthorization } from '../../../lib';
import { VPC_ENDPOINTS } from '../fixtures';
import { templateOf } from '../router-in-stack';

function findApi(authorization: RouterAuthorization) {
  const template = templateOf({ vpcEndpoints: VPC_ENDPOINTS, authorization });
  return Object.values(template.findResources('AWS::ApiGateway::RestApi'))[0]?.['Properties'];
}

const DENY_OTHER_ENDPOINTS = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0aaa', 'vpce-0bbb'] } },
};

it.each([
  ['keys', RouterAuthorization.keys()],
  ['no authorization', RouterAuthorization.none()],
])('with %s allows everybody who uses the endpoints', (_, authorization) => {
  const api = findApi(authorization);
  expect(api.EndpointConfiguration).toEqual({
    Types: ['PRIVATE'],
    VpcEndpointIds: ['vpce-0aaa', 'vpce-0bbb'],
  });
  expect(api.Policy.Statement).toEqual([
    DENY_OTHER_ENDPOINTS,
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    },
  ]);
});

it('with IAM allows principals of the account who use the endpoints', () => {
  const root = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root'];
  expect(findApi(RouterAuthorization.iam()).Policy.Statement).toEqual([
    DENY_OTHER_ENDPOINTS,
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Join': ['', root] } },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    },
  ]);
});
