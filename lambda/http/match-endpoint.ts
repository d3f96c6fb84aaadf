import type { RouterError } from '../core/errors/router-error';
import type { Destination } from '../core/routing/destination';
import {
  type BedrockAction,
  MODEL_ACTIONS,
  OPENAI_APIS,
  OPENAI_PATHS,
  type OpenAiApi,
} from '../core/wire/bedrock-action';
import { findForeignApi } from './errors/find-foreign-api';
import { listEndpoints, methodNotAllowed, NO_JOBS, unknownPath } from './errors/refuse-path';

/** The endpoint that a request addresses. */
export type Endpoint =
  | { readonly kind: 'health' }
  | { readonly kind: 'operation-list' }
  | ({ readonly kind: 'model-list' } & ModelScope)
  | ({ readonly kind: 'model'; readonly id: string } & ModelScope)
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
  | JobEndpoint
  | { readonly kind: 'none'; readonly error: RouterError };

/** Which models a list has. */
export interface ModelScope {
  /** Whether operations and models that are known to speak none of OpenAI's APIs are left out. */
  readonly isForOpenAi: boolean;
  /** The only operation of the list; undefined for all operations and models. */
  readonly operation?: string | undefined;
}

/** Served when the deployment has jobs. */
export type JobEndpoint =
  | { readonly kind: 'job-submission'; readonly operation: string }
  | { readonly kind: 'job' | 'job-stop'; readonly id: string };

interface PathPattern {
  readonly pattern: RegExp;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly open: (...captured: readonly string[]) => Endpoint;
}

/** OpenAI's paths by either base URL, and below an operation, so that IAM can bound a role to it. */
const OPENAI_ROOT = '^(?:/openai)?/v1';
const OPERATIONS_OPENAI_ROOT = '^/v1/([^/]+)/openai(?:/v1)?';

/** The paths of APIs that the router does not speak are refused before the {@link OTHER_PATHS} are tried. */
const FIXED_PATHS: readonly PathPattern[] = [
  { pattern: /^\/health$/, method: 'GET', open: () => ({ kind: 'health' }) },
  { pattern: /^\/v1\/operations$/, method: 'GET', open: () => ({ kind: 'operation-list' }) },
  ...listModelPaths('^/v1', () => ({ isForOpenAi: false })),
  ...listModelPaths('^/openai/v1', () => ({ isForOpenAi: true })),
  ...listModelPaths(OPERATIONS_OPENAI_ROOT, (operation) => ({ isForOpenAi: true, operation })),
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

/** @param root may capture an operation before the ID of a model */
function listModelPaths(
  root: string,
  findScope: (operation: string | undefined) => ModelScope,
): readonly PathPattern[] {
  return [
    {
      pattern: new RegExp(`${root}/models$`),
      method: 'GET',
      open: (operation) => ({ kind: 'model-list', ...findScope(operation) }),
    },
    {
      pattern: new RegExp(`${root}/models/(.+)$`),
      method: 'GET',
      open: (...captured) => {
        return { kind: 'model', id: captured.at(-1) ?? '', ...findScope(captured[0]) };
      },
    },
  ];
}

const JOB_PATHS: readonly PathPattern[] = [
  {
    pattern: /^\/v1\/([^/]+)\/jobs$/,
    method: 'POST',
    open: (operation = '') => ({ kind: 'job-submission', operation }),
  },
  { pattern: /^\/v1\/jobs\/([^/]+)$/, method: 'GET', open: (id = '') => ({ kind: 'job', id }) },
  {
    pattern: /^\/v1\/jobs\/([^/]+)$/,
    method: 'DELETE',
    open: (id = '') => ({ kind: 'job-stop', id }),
  },
];

const SERVED_METHODS = { GET: ['GET', 'HEAD'], POST: ['POST'], DELETE: ['DELETE'] } as const;

/**
 * Finds the endpoint by method and path; if there is none, the error is `unknown-path` or `method-not-allowed`. A base URL
 * that ends in a slash makes paths with empty parts, so these are left out.
 *
 * @param path percent-encoded as the client sent it, or decoded: model ARNs contain `/`, and gateways differ
 */
export function matchEndpoint(method: string, path: string, hasJobs = false): Endpoint {
  const normal = leaveOutEmptyParts(path);
  const fixed = findPatterns(FIXED_PATHS, normal);
  const foreign = fixed.length === 0 ? findForeignApi(normal) : undefined;
  if (foreign !== undefined) return { kind: 'none', error: unknownPath(path, foreign) };
  const others = hasJobs ? [...JOB_PATHS, ...OTHER_PATHS] : OTHER_PATHS;
  const found = fixed.length > 0 ? fixed : findPatterns(others, normal);
  if (found.length === 0) {
    const isOfJobs = findPatterns(JOB_PATHS, normal).length > 0;
    return { kind: 'none', error: unknownPath(path, isOfJobs ? NO_JOBS : listEndpoints(hasJobs)) };
  }
  const pathPattern = found.find((each) => listMethods(each).includes(method));
  if (pathPattern === undefined) {
    const allowed = found.flatMap(listMethods);
    return { kind: 'none', error: methodNotAllowed(method, path, allowed) };
  }
  const [, ...captured] = pathPattern.pattern.exec(normal) ?? [];
  return pathPattern.open(...captured.map(decode));
}

function findPatterns(patterns: readonly PathPattern[], path: string): readonly PathPattern[] {
  return patterns.filter(({ pattern }) => pattern.test(path));
}

function listMethods({ method }: PathPattern): readonly string[] {
  return SERVED_METHODS[method];
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

/** Returns a segment that is not valid percent-encoding as it is, because no operation or model has such a name. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
