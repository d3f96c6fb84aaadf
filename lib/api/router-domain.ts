import {
  type DomainName,
  type DomainNameOptions,
  EndpointType,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { isKnown } from '../cdk/is-known';
import { omitUndefined } from '../cdk/omit-undefined';
import { type RouterDomainOptions, requireBasePath } from './router-domain-options';

/** Writes the options of the custom domain, which requires at least TLS 1.2. */
export function writeDomain(options: RouterDomainOptions): DomainNameOptions {
  const { domainName, certificate, basePath } = options;
  requireBasePath(basePath);
  return {
    domainName,
    certificate,
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
    ...omitUndefined({ basePath }),
  };
}

/** Formats the URL of the domain, e.g. `https://router.example.com/bedrock`. */
export function formatDomainUrl({ domainName, basePath }: RouterDomainOptions): string {
  return `https://${[domainName, basePath].filter((part) => part !== undefined).join('/')}`;
}

/** Adds an alias record for the domain. Without the trailing dot, the CDK would append the name of the zone. */
export function addAliasRecord(domain: DomainName, zone: IHostedZone, domainName: string): void {
  requireInZone(domainName, zone.zoneName);
  const target = RecordTarget.fromAlias(new ApiGatewayDomain(domain));
  new ARecord(domain, 'Alias', { zone, recordName: `${domainName}.`, target });
}

function requireInZone(domainName: string, zoneName: string): void {
  if (!isKnown(domainName) || !isKnown(zoneName)) return;
  const zone = zoneName.replace(/\.$/, '');
  if (domainName === zone || domainName.endsWith(`.${zone}`)) return;
  throw new Error(
    `domain.domainName must be "${zone}", the name of hostedZone, or end in ".${zone}", got "${domainName}"`,
  );
}
