import { AuthorizationType, type IAuthorizer } from 'aws-cdk-lib/aws-apigateway';

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
   * Whoever an authorizer of yours lets in: a Lambda authorizer or a Cognito user pool. Stock Bedrock SDKs, which sign
   * for the service `bedrock`, can come in with a bearer token that a Lambda authorizer knows.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   */
  static custom(authorizer: IAuthorizer): RouterAuthorization {
    return new RouterAuthorization(
      authorizer.authorizationType ?? AuthorizationType.CUSTOM,
      authorizer,
    );
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
    /** Who checks, where that is not API Gateway itself. */
    readonly authorizer?: IAuthorizer,
  ) {}
}
