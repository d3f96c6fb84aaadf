import { leaveOutEmptyParts } from '../match-endpoint';

/** Whose clients read an error: AWS's SDKs, OpenAI's, or both. */
export type ErrorShape = 'aws' | 'openai' | 'both';

/** The paths that clients of OpenAI call, also those of its APIs that the router does not speak. */
const OPENAI_PATH =
  /^\/(openai|(v1\/)?(chat|responses|completions|embeddings)|v1\/[^/]+\/openai)(\/|$)/;

/** The list of models is for all clients. */
const SHARED_PATH = /^\/v1\/models(\/|$)/;

/** Finds the shape of the router's own errors on a path. */
export function findErrorShape(path: string | undefined): ErrorShape {
  const normal = leaveOutEmptyParts(path ?? '');
  if (SHARED_PATH.test(normal)) return 'both';
  return OPENAI_PATH.test(normal) ? 'openai' : 'aws';
}
