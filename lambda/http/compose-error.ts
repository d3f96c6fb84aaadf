import { HEADERS } from '../contract';
import { ROUTER_ERRORS, type RouterError } from '../core/errors/router-error';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** A refusal in Bedrock's shape, so that AWS SDKs raise their exceptions, marked as the router's own. */
export function composeError(error: RouterError): RouterResponse {
  const { status, exception } = ROUTER_ERRORS[error.code];
  const allow = error.allowedMethods.length > 0 ? { allow: error.allowedMethods.join(', ') } : {};
  const headers = {
    'x-amzn-errortype': exception,
    [HEADERS.error]: error.code,
    ...allow,
    ...composeRetryAfter(error),
  };
  return composeJsonResponse(status, { message: error.message }, headers);
}

function composeRetryAfter({ retryAfterSeconds }: RouterError): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

/** The answer to a request that met a bug: only where to look for it. */
export function composeBugError(requestId: string): RouterResponse {
  return composeJsonResponse(
    500,
    { message: `internal error; request ID ${requestId}` },
    { 'x-amzn-errortype': 'InternalServerException' },
  );
}
