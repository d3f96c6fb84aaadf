import { Fn, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { KeyHeader, RouterAuthorization } from '../../../lib';
import { checkApiOptions, warnOfOpenApi } from '../../../lib/api/check-api-options';
import { CERTIFICATE, OPEN_API_RISK, VPC_ENDPOINTS, WEB_ACL_ARN } from '../fixtures';

it.each([
  [{}],
  [{ authorization: RouterAuthorization.iam() }],
  [{ authorization: RouterAuthorization.keys({ header: KeyHeader.API_KEY }) }],
  [{ authorization: RouterAuthorization.none(), vpcEndpoints: VPC_ENDPOINTS }],
  [{ authorization: RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK }) }],
  [{ webAclArn: WEB_ACL_ARN }],
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
      vpcEndpoints: VPC_ENDPOINTS,
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
