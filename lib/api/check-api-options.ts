import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { OPEN_API_RISK } from '../authorizers/authorization-options';
import { isKnown } from '../cdk/is-known';
import type { RouterApiOptions } from './router-api-options';

/** The ARN of a web ACL for CloudFront has `global` instead of `regional`. It cannot protect an API. */
const REGIONAL_WEB_ACL = /^arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/;

/** Refuses options that would make the deployment fail, or that would open the API to everybody. */
export function checkApiOptions(options: RouterApiOptions): void {
  refuseOpenApi(options);
  refusePrivateDomain(options);
  requireWebAcl(options.webAclArn);
}

/** Warns of an API without authorization, even if the user accepted the risk. */
export function warnOfOpenApi(scope: IConstruct, { authorization }: RouterApiOptions): void {
  if (!authorization?.isOpen) return;
  Annotations.of(scope).addWarningV2(
    'bedrock-tier-router:openApi',
    'RouterAuthorization.none() allows everybody who reaches the URL to call Bedrock at the expense of this account',
  );
}

function refuseOpenApi({ authorization, vpcEndpoints = [] }: RouterApiOptions): void {
  if (!authorization?.isOpen || vpcEndpoints.length > 0) return;
  const risk = authorization._acceptedRisk;
  if (risk === OPEN_API_RISK) return;
  throw new Error(
    'RouterAuthorization.none() is for private APIs (vpcEndpoints); for a public API, acceptedRisk must be ' +
      `"${OPEN_API_RISK}", got ${risk === undefined ? 'nothing' : JSON.stringify(risk)}`,
  );
}

function refusePrivateDomain({ domain, vpcEndpoints }: RouterApiOptions): void {
  if (vpcEndpoints?.length === 0) {
    throw new Error('vpcEndpoints must name at least one VPC endpoint for execute-api, got none');
  }
  if (domain === undefined || vpcEndpoints === undefined) return;
  throw new Error(
    `domain is for a public API, got "${domain.domainName}" together with vpcEndpoints; remove one of them`,
  );
}

function requireWebAcl(arn: string | undefined): void {
  if (arn === undefined || !isKnown(arn) || REGIONAL_WEB_ACL.test(arn)) return;
  throw new Error(
    `webAclArn must have the form arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>, got "${arn}"`,
  );
}
