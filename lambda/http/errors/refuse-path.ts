import { RouterError } from '../../core/errors/router-error';

const LONGEST_QUOTE = 256;

/** Advice for a path of jobs where there are none. */
export const NO_JOBS = 'this deployment has no jobs; RouterJobs.durable() adds them';

/** Advice that names the endpoints. */
export function listEndpoints(hasJobs: boolean): string {
  const ofJobs = 'POST /v1/{operation}/jobs, GET or DELETE /v1/jobs/{id}, ';
  return (
    `send POST /v1/{operation}, POST /v1/{operation}/stream, ${hasJobs ? ofJobs : ''}` +
    'POST /model/{modelId}/{action}, POST /openai/v1/chat/completions, POST /openai/v1/responses, ' +
    'GET /v1/operations, GET /v1/models or GET /health'
  );
}

export function unknownPath(path: string, advice: string): RouterError {
  return new RouterError(
    'unknown-path',
    `there is nothing at ${path.slice(0, LONGEST_QUOTE)}; ${advice}`,
  );
}

export function methodNotAllowed(
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
