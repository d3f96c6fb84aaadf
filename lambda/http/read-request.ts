import { RouterError } from '../core/errors/router-error';
import type { DraftSource } from '../core/receipts/draft-receipt';
import type { Destination } from '../core/routing/destination';
import type { RouterRequest } from '../core/routing/plan-request';
import { readOpenAiCall } from '../core/wire/openai/read-call';
import type { Endpoint } from './match-endpoint';
import type { HttpRequest } from './read-event';

/** The endpoints that call a model. */
export type CallEndpoint = Extract<Endpoint, { readonly kind: 'invocation' | 'openai' }>;

/**
 * Reads what a request calls from its path, or from the body of OpenAI's APIs.
 *
 * @throws RouterError `invalid-body`
 */
export function readRouterRequest(
  endpoint: CallEndpoint,
  { headers, callerId, body }: HttpRequest,
): RouterRequest {
  if (endpoint.kind === 'invocation') {
    const { action, destination } = endpoint;
    return { action, destination, headers, callerId, body };
  }
  const { api, operation } = endpoint;
  const call = readOpenAiCall(body, api);
  const destination = findDestination(operation, call.model);
  return { action: call.action, destination, headers, callerId, body: call.body };
}

/** What the path says of a call whose body cannot be read. */
export function draftCall(endpoint: CallEndpoint): Omit<DraftSource, 'headers'> {
  if (endpoint.kind === 'invocation') return endpoint;
  const { api: action, operation } = endpoint;
  if (operation === undefined) return { action };
  return { action, destination: { kind: 'operation', name: operation } };
}

/** Below an operation, the path decides: IAM allowed that and nothing else. SDKs cannot leave the model out. */
function findDestination(operation: string | undefined, model: string | undefined): Destination {
  if (operation === undefined) {
    if (model !== undefined) return { kind: 'model', text: model };
    throw new RouterError(
      'invalid-body',
      'the body names no model; write the name of an operation or a tiered model ID as "model"',
    );
  }
  if (model === undefined || model === operation) return { kind: 'operation', name: operation };
  const [ofPath, ofBody] = [operation, model].map((name) => JSON.stringify(name.slice(0, 256)));
  throw new RouterError(
    'invalid-body',
    `the path names the operation ${ofPath} and the body the model ${ofBody}; write the operation as "model", or call ` +
      'POST /openai/v1 without an operation in the path',
  );
}
