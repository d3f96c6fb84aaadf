/** Environment variables of the functions. AWS's own (`AWS_ENDPOINT_URL_SSM`, …) are read by the SDK, except the Region. */
export const ENVIRONMENT = {
  /** The configuration of a function that routes, as JSON. Its schema is in `core/settings/router-config`. */
  routerConfig: 'ROUTER_CONFIG',
  /** The configuration of an authorizer, as JSON: {@link KeyAuthorizerConfig} or {@link JwtAuthorizerConfig}. */
  authorizerConfig: 'AUTHORIZER_CONFIG',
  /** Value of the metric dimension `service` and of the log key `service`. */
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  /** The Region whose price list the refresh of the catalog reads. Optional: the nearest by default. */
  priceListRegion: 'PRICE_LIST_REGION',
  /** The ARN of the function that changes what the console shows. */
  consoleChangeArn: 'CONSOLE_CHANGE_ARN',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** Set by Lambda. */
  region: 'AWS_REGION',
} as const;

export interface KeyAuthorizerConfig {
  readonly keyHeader: KeyHeader;
}

/** The headers that may carry a caller's key: `x-api-key` and `Authorization`, or `Authorization` alone. */
export const KEY_HEADERS = ['either', 'authorization'] as const;

export type KeyHeader = (typeof KEY_HEADERS)[number];

/** The issuer whose tokens are accepted, and the audience that they must name. */
export interface JwtAuthorizerConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys. */
  readonly jwksUri: string;
}

/** In place of a list of allowed models: every model is allowed. */
export const ANY_MODEL = '*';
