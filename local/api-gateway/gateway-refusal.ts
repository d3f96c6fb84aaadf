import type { ServerResponse } from 'node:http';

/**
 * Responses of API Gateway to requests that do not reach the function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const GATEWAY_REFUSALS = {
  /** No key, or a malformed one. */
  unauthorized: { status: 401, errorType: 'UnauthorizedException', message: 'Unauthorized' },
  /** A key that is unknown, disabled or deleted. */
  'invalid-api-key': { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
  'access-denied': {
    status: 403,
    errorType: 'AccessDeniedException',
    message: 'User is not authorized to access this resource',
  },
  throttled: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
  'over-quota': { status: 429, errorType: 'LimitExceededException', message: 'Limit Exceeded' },
  'authorizer-failed': {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    message: 'Internal server error',
  },
} as const;

export type GatewayRefusal = keyof typeof GATEWAY_REFUSALS;

export function sendRefusal(response: ServerResponse, refusal: GatewayRefusal): void {
  const { status, errorType, message } = GATEWAY_REFUSALS[refusal];
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': errorType })
    .end(JSON.stringify({ message }));
}
