import { RouterError } from '../core/errors/router-error';
import type { Destination } from '../core/routing/destination';
import {
  type BedrockAction,
  MODEL_ACTIONS,
  OPENAI_APIS,
  OPENAI_PATHS,
  type OpenAiApi,
} from '../core/wire/bedrock-action';
import { findForeignApi } from './errors/find-foreign-api';

/** The endpoint that a request addresses. */
export type Endpoint =
  | { readonly kind: 'health' }
  | { readonly kind: 'operation-list' }
  | { readonly kind: 'model-list'; readonly operation?: string }
  | { readonly kind: 'model'; readonly id: string; readonly operation?: string }
  | {
      readonly kind: 'invocation';
      readonly action: BedrockAction;
      readonly destination: Destination;
    }
  | {
      readonly kind: 'openai';
      readonly api: OpenAiApi;
      /** Undefined if the body names what is called. */
      readonly operation: string | undefined;
    }
  | { readonly kind: 'none'; readonly error: RouterError };

const LONGEST_QUOTE = 256;

interface PathPattern {
  readonly pattern: RegExp;
  readonly method: 'GET' | 'POST';
  readonly open: (...captured: readonly string[]) => Endpoint;
}

/** OpenAI's paths by either base URL, and below an operation, so that IAM can bound a role to it. */
const OPENAI_ROOT = '^(?:/openai)?/v1';
const OPERATIONS_OPENAI_ROOT = '^/v1/([^/]+)/openai(?:/v1)?';

/** The paths of APIs that the router does not speak are refused before the {@link OTHER_PATHS} are tried. */
const FIXED_PATHS: readonly PathPattern[] = [
  { pattern: /^\/health$/, method: 'GET', open: () => ({ kind: 'health' }) },
  { pattern: /^\/v1\/operations$/, method: 'GET', open: () => ({ kind: 'operation-list' }) },
  {
    pattern: new RegExp(`${OPENAI_ROOT}/models$`),
    method: 'GET',
    open: () => ({ kind: 'model-list' }),
  },
  {
    pattern: new RegExp(`${OPENAI_ROOT}/models/(.+)$`),
    method: 'GET',
    open: (id = '') => ({ kind: 'model', id }),
  },
  {
    pattern: new RegExp(`${OPERATIONS_OPENAI_ROOT}/models$`),
    method: 'GET',
    open: (operation = '') => ({ kind: 'model-list', operation }),
  },
  {
    pattern: new RegExp(`${OPERATIONS_OPENAI_ROOT}/models/(.+)$`),
    method: 'GET',
    open: (operation = '', id = '') => ({ kind: 'model', id, operation }),
  },
  ...OPENAI_APIS.flatMap((api): PathPattern[] =>
    [OPENAI_ROOT, OPERATIONS_OPENAI_ROOT].map((root) => ({
      pattern: new RegExp(`${root}${OPENAI_PATHS[api]}$`),
      method: 'POST',
      open: (operation) => ({ kind: 'openai', api, operation }),
    })),
  ),
];

const OTHER_PATHS: readonly PathPattern[] = [
  { pattern: /^\/v1\/([^/]+)$/, method: 'POST', open: openOperation('converse') },
  { pattern: /^\/v1\/([^/]+)\/stream$/, method: 'POST', open: openOperation('converse-stream') },
  ...MODEL_ACTIONS.map(
    (action): PathPattern => ({
      pattern: new RegExp(`^/model/(.+)/${action}$`),
      method: 'POST',
      open: openModel(action),
    }),
  ),
];

const SERVED_METHODS = { GET: ['GET', 'HEAD'], POST: ['POST'] } as const;

/**
 * Finds the endpoint by method and path; if there is none, the error is `unknown-path` or `method-not-allowed`. A base URL
 * that ends in a slash makes paths with empty parts, so these are left out.
 *
 * @param path percent-encoded as the client sent it, or decoded: model ARNs contain `/`, and gateways differ
 */
export function matchEndpoint(method: string, path: string): Endpoint {
  const normal = leaveOutEmptyParts(path);
  const fixed = findPattern(FIXED_PATHS, normal);
  const foreign = fixed === undefined ? findForeignApi(normal) : undefined;
  const pathPattern = foreign === undefined ? (fixed ?? findPattern(OTHER_PATHS, normal)) : fixed;
  if (pathPattern === undefined) return { kind: 'none', error: unknownPath(path, foreign) };
  const allowed: readonly string[] = SERVED_METHODS[pathPattern.method];
  if (!allowed.includes(method)) {
    return { kind: 'none', error: methodNotAllowed(method, path, allowed) };
  }
  const [, ...captured] = pathPattern.pattern.exec(normal) ?? [];
  return pathPattern.open(...captured.map(decode));
}

function findPattern(patterns: readonly PathPattern[], path: string): PathPattern | undefined {
  return patterns.find(({ pattern }) => pattern.test(path));
}

export function leaveOutEmptyParts(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

function openOperation(action: BedrockAction): PathPattern['open'] {
  return (name = '') => ({ kind: 'invocation', action, destination: { kind: 'operation', name } });
}

function openModel(action: BedrockAction): PathPattern['open'] {
  return (text = '') => ({ kind: 'invocation', action, destination: { kind: 'model', text } });
}

const ENDPOINTS =
  'send POST /v1/{operation}, POST /v1/{operation}/stream, ' +
  'POST /model/{modelId}/{action}, POST /openai/v1/chat/completions, POST /openai/v1/responses, ' +
  'GET /v1/operations, GET /v1/models or GET /health';

function unknownPath(path: string, advice = ENDPOINTS): RouterError {
  return new RouterError(
    'unknown-path',
    `there is nothing at ${path.slice(0, LONGEST_QUOTE)}; ${advice}`,
  );
}

function methodNotAllowed(
  method: string,
  path: string,
  allowedMethods: readonly string[],
): RouterError {
  return new RouterError(
    'method-not-allowed',
    `${path.slice(0, LONGEST_QUOTE)} takes ${allowedMethods.join(' and ')}, not ${method.slice(0, 32)}`,
    { allowedMethods },
  );
}

/** Returns a segment that is not valid percent-encoding as it is, because no operation or model has such a name. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
