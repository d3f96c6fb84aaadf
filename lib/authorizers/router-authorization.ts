import {
  ApiKeySourceType,
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  type IAuthorizer,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';
import {
  type CognitoAuthorizationOptions,
  type KeyAuthorizationOptions,
  KeyHeader,
  type NoAuthorizationOptions,
} from './authorization-options';
import type { AuthorizerOptions, MadeAuthorizer } from './authorizer-function';
import { type JwtAuthorizationOptions, resolveJwtOptions } from './jwt-authorization-options';
import { makeJwtAuthorizer } from './make-jwt-authorizer';
import { makeKeyAuthorizer } from './make-key-authorizer';

interface AuthorizationParts {
  readonly makeAuthorizer?: (scope: Construct, options: AuthorizerOptions) => MadeAuthorizer;
  readonly scopes?: string[];
  /** Where API Gateway finds the key of a caller; undefined if callers have no keys. */
  readonly keySource?: ApiKeySourceType;
  readonly acceptedRisk?: string;
  /** Whether the authorizer is the user's own. */
  readonly isCustom?: boolean;
}

/** An authorization with the resources that it needs. */
export interface BoundAuthorization {
  /** The options of every method. */
  readonly methodOptions: MethodOptions;
  /** The function that authorizes callers; undefined if the router did not create one. */
  readonly authorizerFunction: LambdaFunction | undefined;
}

/** How the router's API authorizes its callers. */
export class RouterAuthorization {
  /**
   * Allows AWS principals with the permission `execute-api:Invoke`, from {@link BedrockTierRouter.grantInvoke} or from
   * another policy. They sign their requests with Signature Version 4.
   */
  static iam(): RouterAuthorization {
    return new RouterAuthorization(AuthorizationType.IAM);
  }

  /**
   * Allows callers with an API key of API Gateway, created by {@link BedrockTierRouter.addCaller} or by hand. They send
   * the key as `x-api-key`, or as the bearer token that AWS SDKs send if `AWS_BEARER_TOKEN_BEDROCK` is set. Each caller
   * has its own throttle, quota, budget and policy.
   */
  static keys(options: KeyAuthorizationOptions = {}): RouterAuthorization {
    const header = options.header ?? KeyHeader.EITHER;
    if (header === KeyHeader.API_KEY) {
      return new RouterAuthorization(AuthorizationType.NONE, {
        keySource: ApiKeySourceType.HEADER,
      });
    }
    return new RouterAuthorization(AuthorizationType.CUSTOM, {
      keySource: ApiKeySourceType.AUTHORIZER,
      makeAuthorizer: (scope, options) => makeKeyAuthorizer(scope, header, options),
    });
  }

  /** Allows users of Cognito user pools, who send a token in `Authorization`. */
  static cognito(
    userPools: IUserPool[],
    options: CognitoAuthorizationOptions = {},
  ): RouterAuthorization {
    if (userPools.length === 0) {
      throw new Error('RouterAuthorization.cognito needs at least one user pool, got none');
    }
    return new RouterAuthorization(AuthorizationType.COGNITO, {
      ...omitUndefined({ scopes: options.scopes }),
      makeAuthorizer: (scope) => {
        const cognitoUserPools = userPools;
        return {
          authorizer: new CognitoUserPoolsAuthorizer(scope, 'UserPools', { cognitoUserPools }),
        };
      },
    });
  }

  /**
   * Allows callers with a JSON web token of an issuer, sent as `Authorization: Bearer …`. A token is accepted for up to
   * five minutes after its expiry.
   */
  static jwt(options: JwtAuthorizationOptions): RouterAuthorization {
    const trusted = resolveJwtOptions(options);
    return new RouterAuthorization(AuthorizationType.CUSTOM, {
      makeAuthorizer: (scope, options) => makeJwtAuthorizer(scope, trusted, options),
    });
  }

  /**
   * Allows callers that your own authorizer accepts.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   */
  static custom(authorizer: IAuthorizer): RouterAuthorization {
    return new RouterAuthorization(authorizer.authorizationType ?? AuthorizationType.CUSTOM, {
      makeAuthorizer: () => ({ authorizer }),
      isCustom: true,
    });
  }

  /**
   * Allows everybody who can reach the URL. Every request is billed to the account. Therefore synthesis fails unless the
   * API is private (`vpcEndpoints`) or `acceptedRisk` is set.
   */
  static none(options: NoAuthorizationOptions = {}): RouterAuthorization {
    return new RouterAuthorization(AuthorizationType.NONE, options);
  }

  private constructor(
    /** The authorization type of every method in API Gateway. */
    readonly authorizationType: AuthorizationType,
    private readonly parts: AuthorizationParts = {},
  ) {}

  /** Whether callers have API keys. */
  get usesKeys(): boolean {
    return this.parts.keySource !== undefined;
  }

  /** Whether callers need IAM permissions. */
  get isIam(): boolean {
    return this.authorizationType === AuthorizationType.IAM;
  }

  /**
   * Whether IAM permissions of a caller can have an effect.
   *
   * @internal
   */
  get _evaluatesPermissions(): boolean {
    return this.isIam || this.parts.isCustom === true;
  }

  /** Whether everybody who reaches the URL is allowed. */
  get isOpen(): boolean {
    return this.authorizationType === AuthorizationType.NONE && !this.usesKeys;
  }

  /** @internal */
  get _keySource(): ApiKeySourceType | undefined {
    return this.parts.keySource;
  }

  /** @internal */
  get _acceptedRisk(): string | undefined {
    return this.parts.acceptedRisk;
  }

  /**
   * Creates the authorizer if there is one, and returns the options of every method.
   *
   * @internal
   */
  _bind(scope: Construct, options: AuthorizerOptions): BoundAuthorization {
    const { authorizer, function: authorizerFunction } =
      this.parts.makeAuthorizer?.(scope, options) ?? {};
    if (authorizerFunction === undefined) requireNoConcurrency(options);
    const methodOptions = {
      authorizationType: this.authorizationType,
      ...(this.usesKeys ? { apiKeyRequired: true } : {}),
      ...omitUndefined({ authorizer, authorizationScopes: this.parts.scopes }),
    };
    return { methodOptions, authorizerFunction };
  }
}

function requireNoConcurrency({ authorizerConcurrency }: AuthorizerOptions): void {
  if (authorizerConcurrency === undefined) return;
  throw new Error(
    `authorizerConcurrency is for an authorization with a function of the router, got ${authorizerConcurrency}; remove it`,
  );
}
