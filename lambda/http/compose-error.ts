import { HEADERS } from '../contract';
import { ROUTER_ERRORS, type RouterError } from '../core/errors/router-error';
import { composeJsonResponse, type RouterResponse } from './router-response';

/**
 * Composes a refusal in Bedrock's shape, so that AWS SDKs raise their own exceptions. A header marks it as the router's.
 */
export function composeError(error: RouterError): RouterResponse {
  const { status, exception } = ROUTER_ERRORS[error.code];
  const allow = error.allowedMethods.length > 0 ? { allow: error.allowedMethods.join(', ') } : {};
  const headers = { 'x-amzn-errortype': exception, [HEADERS.error]: error.code, ...allow };
  return composeJsonResponse(status, { message: error.message }, headers);
}

/** Composes the answer to a request that met a bug. It has only the request ID, by which the log is searched. */
export function composeBugError(requestId: string): RouterResponse {
  return composeJsonResponse(
    500,
    { message: `internal error; request ID ${requestId}` },
    { 'x-amzn-errortype': 'InternalServerException' },
  );
}
