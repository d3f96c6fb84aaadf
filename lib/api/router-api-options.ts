import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import type { RouterDomainOptions } from './router-domain-options';

/** The API of a {@link BedrockTierRouter}: who may call it, its URL and its limits. */
export interface RouterApiOptions {
  /**
   * Who may call the API.
   *
   * @default RouterAuthorization.iam()
   */
  readonly authorization?: RouterAuthorization;

  /**
   * The name of the API's stage, which is the first part of every path: 1 to 128 letters, digits, `-` and `_`.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * The VPC endpoints for `execute-api` of a private API. The API accepts requests only through them. Its URL resolves
   * in a VPC only if the endpoint has private DNS.
   *
   * @default - a Regional API that can be reached from the internet
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
   */
  readonly vpcEndpoints?: IInterfaceVpcEndpoint[];

  /**
   * A custom domain name for the API; not with `vpcEndpoints`.
   *
   * @default - the API has only the domain name that API Gateway generates
   */
  readonly domain?: RouterDomainOptions;

  /**
   * The ARN of a Regional web ACL of AWS WAF, which inspects every request before the API does.
   *
   * @default - no web ACL
   */
  readonly webAclArn?: string;

  /**
   * The average number of requests per second above which API Gateway responds with status 429: a whole number.
   *
   * @default 100
   */
  readonly throttlingRateLimit?: number;

  /**
   * The number of requests that may arrive at once before `throttlingRateLimit` applies: a whole number.
   *
   * @default 200
   */
  readonly throttlingBurstLimit?: number;

  /**
   * Whether everybody who reaches the API may send `GET /health`, e.g. a load balancer or a monitor without credentials.
   * The response says only that the function answers. Each request invokes the function; API Gateway allows ten per second.
   *
   * @default false - `/health` needs the same authorization as every path
   */
  readonly publicHealth?: boolean;

  /**
   * Whether to create the role with which API Gateway writes logs, and to set it for the whole account and Region.
   * Without any such role, the deployment fails. A role that another stack sets later replaces this one for all APIs.
   *
   * @default false - the setting of the account does not change
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly cloudWatchRole?: boolean;
}
