import { RouterError } from '../core/errors/router-error';
import type { Destination } from '../core/routing/destination';
import { BEDROCK_ACTIONS, type BedrockAction } from '../core/wire/bedrock-action';
import { findForeignApi } from './find-foreign-api';

/** The endpoint that a request addresses. */
export type Endpoint =
  | { readonly kind: 'health' }
  | { readonly kind: 'operation-list' }
  | { readonly kind: 'model-list' }
  | { readonly kind: 'model'; readonly id: string }
  | {
      readonly kind: 'invocation';
      readonly action: BedrockAction;
      readonly destination: Destination;
    }
  | JobEndpoint
  | { readonly kind: 'none'; readonly error: RouterError };

export type JobEndpoint =
  | { readonly kind: 'job-submission'; readonly operation: string }
  | { readonly kind: 'job' | 'job-stop'; readonly id: string };

const LONGEST_QUOTE = 256;

interface PathPattern {
  readonly pattern: RegExp;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly open: (captured: string) => Endpoint;
}

const PATH_PATTERNS: readonly PathPattern[] = [
  { pattern: /^\/health$/, method: 'GET', open: () => ({ kind: 'health' }) },
  { pattern: /^\/v1\/operations$/, method: 'GET', open: () => ({ kind: 'operation-list' }) },
  { pattern: /^\/v1\/models$/, method: 'GET', open: () => ({ kind: 'model-list' }) },
  { pattern: /^\/v1\/models\/(.+)$/, method: 'GET', open: (id) => ({ kind: 'model', id }) },
  { pattern: /^\/v1\/([^/]+)$/, method: 'POST', open: openOperation('converse') },
  { pattern: /^\/v1\/([^/]+)\/stream$/, method: 'POST', open: openOperation('converse-stream') },
  ...BEDROCK_ACTIONS.map(
    (action): PathPattern => ({
      pattern: new RegExp(`^/model/(.+)/${action}$`),
      method: 'POST',
      open: openModel(action),
    }),
  ),
];

/** Served when the deployment has jobs. */
const JOB_PATTERNS: readonly PathPattern[] = [
  {
    pattern: /^\/v1\/([^/]+)\/jobs$/,
    method: 'POST',
    open: (operation) => ({ kind: 'job-submission', operation }),
  },
  { pattern: /^\/v1\/jobs\/([^/]+)$/, method: 'GET', open: (id) => ({ kind: 'job', id }) },
  { pattern: /^\/v1\/jobs\/([^/]+)$/, method: 'DELETE', open: (id) => ({ kind: 'job-stop', id }) },
];

const ALL_PATTERNS: readonly PathPattern[] = [...JOB_PATTERNS, ...PATH_PATTERNS];

const SERVED_METHODS = { GET: ['GET', 'HEAD'], POST: ['POST'], DELETE: ['DELETE'] } as const;

/**
 * Finds the endpoint by method and path; if there is none, the error is `unknown-path` or `method-not-allowed`. A base URL
 * that ends in a slash makes paths with empty parts, so these are left out.
 *
 * @param path percent-encoded as the client sent it, or decoded: model ARNs contain `/`, and gateways differ
 */
export function matchEndpoint(method: string, path: string, hasJobs = false): Endpoint {
  const normal = leaveOutEmptyParts(path);
  const served = hasJobs ? ALL_PATTERNS : PATH_PATTERNS;
  const pathPatterns = served.filter(({ pattern }) => pattern.test(normal));
  const foreign = findForeignApi(normal);
  if (pathPatterns.length === 0 || foreign !== undefined) {
    return { kind: 'none', error: unknownPath(path, foreign) };
  }
  const found = pathPatterns.find((each) => listMethods(each).includes(method));
  if (found === undefined) {
    const allowed = pathPatterns.flatMap(listMethods);
    return { kind: 'none', error: methodNotAllowed(method, path, allowed) };
  }
  return found.open(decode(found.pattern.exec(normal)?.[1] ?? ''));
}

function listMethods({ method }: PathPattern): readonly string[] {
  return SERVED_METHODS[method];
}

function leaveOutEmptyParts(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

function openOperation(action: BedrockAction): (captured: string) => Endpoint {
  return (name) => ({ kind: 'invocation', action, destination: { kind: 'operation', name } });
}

function openModel(action: BedrockAction): (captured: string) => Endpoint {
  return (text) => ({ kind: 'invocation', action, destination: { kind: 'model', text } });
}

const ENDPOINTS =
  'send POST /v1/{operation}, POST /v1/{operation}/stream, ' +
  'GET /v1/operations, GET /v1/models, GET /health or POST /model/{modelId}/{action}';

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
