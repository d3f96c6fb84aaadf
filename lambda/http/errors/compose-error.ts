import { HEADERS } from '../../contract';
import {
  ROUTER_ERRORS,
  type RouterError,
  type RouterErrorCode,
} from '../../core/errors/router-error';
import { composeJsonResponse, type RouterResponse } from '../router-response';
import type { ErrorShape } from './find-error-shape';

/**
 * Composes a refusal in the shape of the API that was called, so that its SDKs raise their own exceptions. A header marks it
 * as the router's.
 */
export function composeError(error: RouterError, shape: ErrorShape = 'aws'): RouterResponse {
  const { status, exception } = ROUTER_ERRORS[error.code];
  const allow = error.allowedMethods.length > 0 ? { allow: error.allowedMethods.join(', ') } : {};
  const body = composeBody(shape, {
    message: error.message,
    type: findType(status),
    param: PARAMETERS[error.code] ?? null,
    code: error.code,
  });
  return composeJsonResponse(status, body, {
    ...nameException(shape, exception),
    [HEADERS.error]: error.code,
    ...allow,
  });
}

/** Composes the answer to a request that met a bug. It has only the request ID, by which the log is searched. */
export function composeBugError(requestId: string, shape: ErrorShape = 'aws'): RouterResponse {
  const message = `internal error; request ID ${requestId}`;
  const body = composeBody(shape, { message, type: findType(500), param: null, code: null });
  return composeJsonResponse(500, body, nameException(shape, 'InternalServerException'));
}

/** @see https://platform.openai.com/docs/guides/error-codes */
interface OpenAiError {
  readonly message: string;
  readonly type: string;
  /** The member of the request that is at fault. */
  readonly param: string | null;
  readonly code: string | null;
}

/** The errors that are about one member of a request of OpenAI's APIs. */
const PARAMETERS: Partial<Readonly<Record<RouterErrorCode, string>>> = {
  'invalid-model-id': 'model',
  'unknown-operation': 'model',
  'unknown-connection': 'model',
  'model-not-allowed': 'model',
  'invalid-tier': 'service_tier',
  'conflicting-tiers': 'service_tier',
  'tier-not-allowed': 'service_tier',
};

const TYPES: Readonly<Record<number, string>> = {
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  429: 'rate_limit_error',
};

function findType(status: number): string {
  return TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
}

function composeBody(shape: ErrorShape, error: OpenAiError): object {
  switch (shape) {
    case 'aws':
      return { message: error.message };
    case 'openai':
      return { error };
    case 'both':
      return { message: error.message, error };
    default:
      return shape satisfies never;
  }
}

/** AWS's SDKs choose their exception by this header. */
function nameException(shape: ErrorShape, exception: string): Readonly<Record<string, string>> {
  return shape === 'openai' ? {} : { 'x-amzn-errortype': exception };
}
