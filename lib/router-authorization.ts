import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';

/** Who may call the router's API. */
export class RouterAuthorization {
  /**
   * AWS principals that sign their requests for `execute-api` and were granted `execute-api:Invoke`,
   * by {@link BedrockTierRouter.grantInvoke} or by a policy of their own.
   */
  static iam(): RouterAuthorization {
    return new RouterAuthorization(AuthorizationType.IAM);
  }

  /**
   * Anyone who can reach the URL. Every call is billed to the account, so put something else in front:
   * a private network, a web application firewall, a proxy.
   */
  static none(): RouterAuthorization {
    return new RouterAuthorization(AuthorizationType.NONE);
  }

  private constructor(
    /** What API Gateway checks on every method. */
    readonly authorizationType: AuthorizationType,
  ) {}
}
