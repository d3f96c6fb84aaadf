import {
  ApiKeySourceType,
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  type IAuthorizer,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterLogsOptions } from '../observability/router-logs';
import type {
  CognitoAuthorizationOptions,
  KeyAuthorizationOptions,
  NoAuthorizationOptions,
} from './authorization-options';
import { KeyHeader } from './authorization-options';
import type { MadeAuthorizer } from './authorizer-function';
import { type JwtAuthorizationOptions, resolveJwtOptions } from './jwt-authorization-options';
import { makeJwtAuthorizer } from './make-jwt-authorizer';
import { makeKeyAuthorizer } from './make-key-authorizer';

interface AuthorizationParts {
  readonly makeAuthorizer?: (scope: Construct, logs: RouterLogsOptions) => MadeAuthorizer;
  readonly scopes?: string[];
  /** Where API Gateway finds a caller's key; undefined where callers have none. */
  readonly keySource?: ApiKeySourceType;
  readonly acceptedRisk?: string;
  /** Whether nobody here knows what lets callers in. */
  readonly isForeign?: boolean;
}

/** An authorization in its place. */
export interface BoundAuthorization {
  /** What every method asks for. */
  readonly methodOptions: MethodOptions;
  /** The function that lets callers in, where the router made one. */
  readonly authorizerFunction: IFunction | undefined;
}

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
   * Whoever has an API key of API Gateway, made by {@link BedrockTierRouter.addCaller} or by hand. The key travels as
   * `x-api-key`, or as the bearer token that every AWS SDK sends with `AWS_BEARER_TOKEN_BEDROCK`. Each caller has a
   * throttle, a quota, a budget and rules of its own.
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
      makeAuthorizer: (scope, logs) => makeKeyAuthorizer(scope, header, logs),
    });
  }

  /** Users of Cognito user pools, with a token in `Authorization`. */
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

  /** Whoever brings a JSON web token of an issuer, as `Authorization: Bearer …`; it is good for five minutes more. */
  static jwt(options: JwtAuthorizationOptions): RouterAuthorization {
    const trusted = resolveJwtOptions(options);
    return new RouterAuthorization(AuthorizationType.CUSTOM, {
      makeAuthorizer: (scope, logs) => makeJwtAuthorizer(scope, trusted, logs),
    });
  }

  /**
   * Whoever an authorizer of yours lets in: a Lambda authorizer or a Cognito user pool.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   */
  static custom(authorizer: IAuthorizer): RouterAuthorization {
    return new RouterAuthorization(authorizer.authorizationType ?? AuthorizationType.CUSTOM, {
      makeAuthorizer: () => ({ authorizer }),
      isForeign: true,
    });
  }

  /**
   * Anyone who can reach the URL. Every call is billed to the account, so it is refused unless the API is private
   * (`vpcEndpoints`), or `acceptedRisk` says in words what that means.
   */
  static none(options: NoAuthorizationOptions = {}): RouterAuthorization {
    return new RouterAuthorization(AuthorizationType.NONE, options);
  }

  private constructor(
    /** What API Gateway checks on every method. */
    readonly authorizationType: AuthorizationType,
    private readonly parts: AuthorizationParts = {},
  ) {}

  /** Whether callers have keys of their own, and policies with them. */
  get usesKeys(): boolean {
    return this.parts.keySource !== undefined;
  }

  /** Whether callers need permissions in IAM. */
  get isIam(): boolean {
    return this.authorizationType === AuthorizationType.IAM;
  }

  /**
   * Whether a permission of a caller may let it in.
   *
   * @internal
   */
  get _heedsGrants(): boolean {
    return this.isIam || this.parts.isForeign === true;
  }

  /** Whether anyone who reaches the URL is let in. */
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
   * Makes what checks the callers, and tells what every method is to ask for.
   *
   * @internal
   */
  _bind(scope: Construct, logs: RouterLogsOptions): BoundAuthorization {
    const { authorizer, function: authorizerFunction } =
      this.parts.makeAuthorizer?.(scope, logs) ?? {};
    const methodOptions = {
      authorizationType: this.authorizationType,
      ...(this.usesKeys ? { apiKeyRequired: true } : {}),
      ...omitUndefined({ authorizer, authorizationScopes: this.parts.scopes }),
    };
    return { methodOptions, authorizerFunction };
  }
}
