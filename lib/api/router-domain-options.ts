import { Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';

/** A domain name of your own for the API. */
export interface RouterDomainOptions {
  /** E.g. `router.example.com`. */
  readonly domainName: string;

  /** For that name, in the router's Region. */
  readonly certificate: ICertificate;

  /**
   * The zone in Route 53 that gets an alias record for the name, which lies in it.
   *
   * @default - you make the record yourself, for `regionalDomainName` of the domain
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The first part of every path under the domain, without slashes: letters, digits, and `$-_.+!*'()`.
   *
   * @default - none: the paths begin at the domain
   */
  readonly basePath?: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_BasePathMapping.html */
const BASE_PATH = /^[A-Za-z0-9$\-_.+!*'()]{1,300}$/;

export function requireBasePath(basePath: string | undefined): void {
  if (basePath === undefined || Token.isUnresolved(basePath) || BASE_PATH.test(basePath)) return;
  throw new Error(
    `domain.basePath must be letters, digits and "$-_.+!*'()" without slashes, got ${JSON.stringify(basePath)}`,
  );
}
