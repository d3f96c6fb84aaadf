import {
  DomainName,
  EndpointType,
  type IRestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { omitUndefined } from './omit-undefined';
import { type RouterDomainOptions, requireBasePath } from './router-domain-options';

export interface RouterDomainProps extends RouterDomainOptions {
  readonly api: IRestApi;
}

/** The user's own domain in front of the API, over TLS 1.2 and newer. */
export class RouterDomain extends DomainName {
  /** E.g. `https://router.example.com/bedrock`. */
  readonly urlWithoutSlash: string;

  constructor(scope: Construct, id: string, props: RouterDomainProps) {
    const { domainName, basePath, hostedZone } = props;
    requireBasePath(basePath);
    super(scope, id, {
      domainName,
      certificate: props.certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
      mapping: props.api,
      ...omitUndefined({ basePath }),
    });
    this.urlWithoutSlash = `https://${[domainName, basePath].filter((part) => part !== undefined).join('/')}`;
    if (hostedZone === undefined) return;
    const target = RecordTarget.fromAlias(new ApiGatewayDomain(this));
    new ARecord(this, 'Alias', { zone: hostedZone, recordName: domainName, target });
  }
}
