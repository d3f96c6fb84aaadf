import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { isKnown } from '../cdk/is-known';

/** A custom domain name for the API. */
export interface RouterDomainOptions {
  /** The domain name, e.g. `router.example.com`. */
  readonly domainName: string;

  /** A certificate for the domain name, in the Region of the router. */
  readonly certificate: ICertificate;

  /**
   * The hosted zone in Route 53 in which an alias record for the domain name is created. The name must be in the zone.
   *
   * @default - no record; create one for `router.api.domainName.domainNameAliasDomainName`
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The first part of every path under the domain: 1 to 300 letters, digits, and `$-_.+!*'()`, without slashes.
   *
   * @default - no base path
   */
  readonly basePath?: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_BasePathMapping.html */
const BASE_PATH = /^[A-Za-z0-9$\-_.+!*'()]{1,300}$/;

export function requireBasePath(basePath: string | undefined): void {
  if (basePath === undefined || !isKnown(basePath) || BASE_PATH.test(basePath)) return;
  throw new Error(
    `domain.basePath must be letters, digits and "$-_.+!*'()" without slashes, got ${JSON.stringify(basePath)}`,
  );
}
