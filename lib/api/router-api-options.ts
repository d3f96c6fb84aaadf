import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import type { RouterDomainOptions } from './router-domain-options';

/** How a {@link BedrockTierRouter} is reached, and by whom. */
export interface RouterApiOptions {
  /**
   * Who may call the API.
   *
   * @default RouterAuthorization.iam()
   */
  readonly authorization?: RouterAuthorization;

  /**
   * Name of the API's stage, the first part of every path: letters, digits, `-` and `_`.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * The VPC endpoints for `execute-api` through which alone the API is reached: it becomes a private API.
   * Its URL is found where an endpoint has private DNS.
   *
   * @default - a Regional API, reached from the internet
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
   */
  readonly vpcEndpoints?: IInterfaceVpcEndpoint[];

  /**
   * A domain name of your own for the API; not with `vpcEndpoints`.
   *
   * @default - the name that API Gateway gives
   */
  readonly domain?: RouterDomainOptions;

  /**
   * A Regional web ACL of AWS WAF that looks at every request before the API does.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * Requests a second, on average, beyond which API Gateway answers 429.
   *
   * @default 100
   */
  readonly throttlingRateLimit?: number;

  /**
   * Requests that may arrive at once before `throttlingRateLimit` applies.
   *
   * @default 200
   */
  readonly throttlingBurstLimit?: number;

  /**
   * Whether to make the role with which API Gateway writes logs, and to set it for the whole account and Region.
   * One must be set, or the deployment fails; any router or API that sets it again replaces it for all.
   *
   * @default false - the account's setting is left as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly cloudWatchRole?: boolean;
}
