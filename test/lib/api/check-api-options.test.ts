import { Fn, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { expect, it } from 'vitest';
import { KeyHeader, RouterAuthorization } from '../../../lib';
import { checkApiOptions, warnOfOpenApi } from '../../../lib/api/check-api-options';

const stack = new Stack();
const ENDPOINT = InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
  vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
  port: 443,
});
const CERTIFICATE = Certificate.fromCertificateArn(
  stack,
  'Certificate',
  'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
);

it.each([
  [{}],
  [{ authorization: RouterAuthorization.iam() }],
  [{ authorization: RouterAuthorization.keys({ header: KeyHeader.API_KEY }) }],
  [{ authorization: RouterAuthorization.none(), vpcEndpoints: [ENDPOINT] }],
  [
    {
      authorization: RouterAuthorization.none({
        acceptedRisk: 'anyone who reaches the URL spends the money of this account',
      }),
    },
  ],
  [{ webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222' }],
  [{ webAclArn: Fn.importValue('WebAcl') }],
])('takes case %#', (options) => {
  expect(() => checkApiOptions(options)).not.toThrow();
});

it.each([
  [
    { authorization: RouterAuthorization.none() },
    'RouterAuthorization.none() is for private APIs (vpcEndpoints); for a public API, acceptedRisk must be ' +
      '"anyone who reaches the URL spends the money of this account", got nothing',
  ],
  [
    { authorization: RouterAuthorization.none({ acceptedRisk: 'yes' }) },
    'acceptedRisk must be "anyone who reaches the URL spends the money of this account", got "yes"',
  ],
  [
    { vpcEndpoints: [] },
    'vpcEndpoints must name at least one VPC endpoint for execute-api, got none',
  ],
  [
    {
      vpcEndpoints: [ENDPOINT],
      domain: { domainName: 'router.example.com', certificate: CERTIFICATE },
    },
    'domain is for a public API, got "router.example.com" together with vpcEndpoints; remove one of them',
  ],
  [
    { webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/router/1111-2222' },
    'webAclArn must have the form arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>, got ' +
      '"arn:aws:wafv2:us-east-1:111122223333:global/webacl/router/1111-2222"',
  ],
])('refuses case %#', (options, message) => {
  expect(() => checkApiOptions(options)).toThrow(message);
});

it.each([
  [RouterAuthorization.iam(), []],
  [
    RouterAuthorization.none(),
    [
      'RouterAuthorization.none() allows everybody who reaches the URL to call Bedrock at the expense of this account [ack: bedrock-tier-router:openApi]',
    ],
  ],
])('warns only of an API without authorization: case %#', (authorization, warnings) => {
  const scope = new Stack();
  warnOfOpenApi(scope, { authorization });
  const metadata = scope.node.metadata.filter(({ type }) => type === 'aws:cdk:warning');
  expect(metadata.map(({ data }) => data)).toEqual(warnings);
});
