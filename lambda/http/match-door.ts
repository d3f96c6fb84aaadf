import { RouterError } from '../core/router-error';
import type { Destination } from '../core/target';

/** Which of the router's doors a request knocks at. */
export type Door =
  | { readonly kind: 'health' }
  | { readonly kind: 'operation-list' }
  | { readonly kind: 'converse'; readonly destination: Destination }
  | { readonly kind: 'none'; readonly error: RouterError };

interface Passage {
  readonly pattern: RegExp;
  readonly method: string;
  readonly open: (captured: string) => Door;
}

const PASSAGES: readonly Passage[] = [
  { pattern: /^\/health$/, method: 'GET', open: () => ({ kind: 'health' }) },
  { pattern: /^\/v1\/operations$/, method: 'GET', open: () => ({ kind: 'operation-list' }) },
  {
    pattern: /^\/v1\/([^/]+)$/,
    method: 'POST',
    open: (name) => ({ kind: 'converse', destination: { kind: 'operation', name } }),
  },
  {
    pattern: /^\/model\/(.+)\/converse$/,
    method: 'POST',
    open: (text) => ({ kind: 'converse', destination: { kind: 'model', text } }),
  },
];

/**
 * Finds the door by method and path; where there is none, the error says `unknown-path` or `method-not-allowed`.
 *
 * @param path percent-encoded, as API Gateway hands it over
 */
export function matchDoor(method: string, path: string): Door {
  const passage = PASSAGES.find(({ pattern }) => pattern.test(path));
  if (passage === undefined) return { kind: 'none', error: unknownPath(path) };
  if (passage.method !== method) {
    return { kind: 'none', error: methodNotAllowed(method, path, passage.method) };
  }
  return passage.open(decode(passage.pattern.exec(path)?.[1] ?? ''));
}

function unknownPath(path: string): RouterError {
  return new RouterError(
    'unknown-path',
    `there is nothing at ${path.slice(0, 256)}; send POST /v1/{operation}, GET /v1/operations or GET /health`,
  );
}

function methodNotAllowed(method: string, path: string, allowed: string): RouterError {
  return new RouterError('method-not-allowed', `${path} takes ${allowed}, not ${method}`, {
    allowedMethods: [allowed],
  });
}

/** A segment that is no valid percent-encoding is taken literally: no operation has such a name. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
