import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Connection } from '../../lambda/core/connections/connection';
import { omitUndefined } from '../cdk/omit-undefined';

/** A role that a connection assumes. */
export interface RoleConnectionOptions {
  /**
   * The external ID that the role's trust policy requires.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   */
  readonly externalId?: string;

  /**
   * The name of the session, by which the other account's logs know the router.
   *
   * @default 'bedrock-tier-router'
   */
  readonly sessionName?: string;

  /**
   * The Region in which Bedrock is called.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
}

/** Where Bedrock is called. */
export interface ConnectionOptions {
  /**
   * The Region in which Bedrock is called. It decides the price.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
}

/**
 * Another Region, account or endpoint that Bedrock is called through. A route names it after a tiered model ID:
 * `us.amazon.nova-2-lite-v1:0:flex@partner`. Each connection has a quota of its own.
 */
export class RouterConnection {
  /**
   * Bedrock in another Region, with the permissions of the router's own role. Documents then leave the stack's Region.
   *
   * @param region e.g. `eu-central-1`
   */
  static region(region: string): RouterConnection {
    return new RouterConnection({ region });
  }

  /**
   * Bedrock in another account, by a role that the router assumes. The role must trust the router's role, and allow
   * `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream`.
   */
  static role(roleArn: string, options: RoleConnectionOptions = {}): RouterConnection {
    return new RouterConnection({ ...options, roleArn });
  }

  /**
   * Bedrock at another address, such as that of a VPC endpoint, with the permissions of the router's own role.
   *
   * @param url e.g. `https://vpce-0a1b2c3d.bedrock-runtime.us-east-1.vpce.amazonaws.com`
   */
  static endpoint(url: string, options: ConnectionOptions = {}): RouterConnection {
    return new RouterConnection({ ...options, endpoint: url });
  }

  /**
   * Bedrock with an API key, which the router reads from the secret and sends as a bearer token. A rotated key is in use
   * after ten minutes.
   *
   * @param secret its text is the key
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
   */
  static apiKey(secret: ISecret, options: ConnectionOptions = {}): RouterConnection {
    return new RouterConnection({ ...options, apiKeySecretArn: secret.secretArn }, secret);
  }

  /** @internal */
  readonly _value: Connection;

  private constructor(
    value: { readonly [Member in keyof Connection]: Connection[Member] | undefined },
    /** @internal */
    readonly _secret?: ISecret,
  ) {
    this._value = omitUndefined(value);
  }
}
