import { Token } from 'aws-cdk-lib';
import { OPEN_API_RISK } from '../authorizers/authorization-options';
import type { RouterApiOptions } from './router-api-options';

/** A web ACL for CloudFront has `global` in place of `regional`, and stands before no API. */
const REGIONAL_WEB_ACL = /^arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/;

/** Refuses ways to the API that would fail in the middle of a deployment, or cost more than was meant. */
export function checkApiOptions(options: RouterApiOptions): void {
  refuseOpenApi(options);
  refusePrivateDomain(options);
  requireWebAcl(options.webAclArn);
}

function refuseOpenApi({ authorization, vpcEndpoints = [] }: RouterApiOptions): void {
  if (!authorization?.isOpen || vpcEndpoints.length > 0) return;
  const risk = authorization._acceptedRisk;
  if (risk === OPEN_API_RISK) return;
  throw new Error(
    'RouterAuthorization.none() is for private APIs (vpcEndpoints); for a public one, acceptedRisk must say ' +
      `"${OPEN_API_RISK}", got ${risk === undefined ? 'nothing' : JSON.stringify(risk)}`,
  );
}

function refusePrivateDomain({ domain, vpcEndpoints }: RouterApiOptions): void {
  if (vpcEndpoints?.length === 0) {
    throw new Error('vpcEndpoints must name at least one VPC endpoint for execute-api, got none');
  }
  if (domain === undefined || vpcEndpoints === undefined) return;
  throw new Error(
    `domain is for a public API, got "${domain.domainName}" beside vpcEndpoints; leave one of them out`,
  );
}

function requireWebAcl(arn: string | undefined): void {
  if (arn === undefined || Token.isUnresolved(arn) || REGIONAL_WEB_ACL.test(arn)) return;
  throw new Error(
    `webAclArn must have the form arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>, got "${arn}"`,
  );
}
