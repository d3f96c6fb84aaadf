import { RouterError } from '../core/errors/router-error';
import type { Destination } from '../core/routing/destination';
import { BEDROCK_ACTIONS, type BedrockAction } from '../core/wire/bedrock-action';

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
  | { readonly kind: 'none'; readonly error: RouterError };

interface PathPattern {
  readonly pattern: RegExp;
  readonly method: 'GET' | 'POST';
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

/**
 * Finds the endpoint by method and path; if there is none, the error is `unknown-path` or `method-not-allowed`.
 *
 * @param path percent-encoded as the client sent it, or decoded: model ARNs contain `/`, and gateways differ
 */
export function matchEndpoint(method: string, path: string): Endpoint {
  const pathPattern = PATH_PATTERNS.find(({ pattern }) => pattern.test(path));
  if (pathPattern === undefined) return { kind: 'none', error: unknownPath(path) };
  if (pathPattern.method !== method) {
    return { kind: 'none', error: methodNotAllowed(method, path, pathPattern.method) };
  }
  return pathPattern.open(decode(pathPattern.pattern.exec(path)?.[1] ?? ''));
}

function openOperation(action: BedrockAction): (captured: string) => Endpoint {
  return (name) => ({ kind: 'invocation', action, destination: { kind: 'operation', name } });
}

function openModel(action: BedrockAction): (captured: string) => Endpoint {
  return (text) => ({ kind: 'invocation', action, destination: { kind: 'model', text } });
}

function unknownPath(path: string): RouterError {
  return new RouterError(
    'unknown-path',
    `there is nothing at ${path.slice(0, 256)}; send POST /v1/{operation}, POST /v1/{operation}/stream, ` +
      'GET /v1/operations, GET /v1/models, GET /health or POST /model/{modelId}/{action}',
  );
}

function methodNotAllowed(method: string, path: string, allowed: string): RouterError {
  return new RouterError(
    'method-not-allowed',
    `${path.slice(0, 256)} takes ${allowed}, not ${method}`,
    {
      allowedMethods: [allowed],
    },
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
