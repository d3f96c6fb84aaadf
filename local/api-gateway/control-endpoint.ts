import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody } from '../read-body';
import { refuseBody } from '../refuse-body';
import type { ApiKeys } from './api-keys';
import { parseEnabled, parseNewApiKey } from './parse-api-key';

export const API_KEYS_PATH = '/_local/api-keys';

/** A key with all members needs a few hundred bytes. */
const MAX_BYTES = 64 * 1024;

/** Whether a request is for API Gateway's control plane instead of the API. */
export function isApiKeysRequest({ url }: IncomingMessage): boolean {
  return url === API_KEYS_PATH || (url?.startsWith(`${API_KEYS_PATH}/`) ?? false);
}

/**
 * `POST /_local/api-keys` creates a key and responds with its value, which is not shown again. `GET` lists the keys
 * without values. `PATCH /_local/api-keys/<id>` with `{"enabled":false}` disables a key, and `DELETE` deletes it.
 */
export function createApiKeysEndpoint(apiKeys: ApiKeys): RequestListener {
  return (request, response) => {
    serve(request, response, apiKeys).catch(() => response.destroy());
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  apiKeys: ApiKeys,
): Promise<void> {
  const bytes = await readBody(request, MAX_BYTES);
  if (bytes === undefined) {
    const message = `the body is longer than ${MAX_BYTES} bytes`;
    return refuseBody(request, response, { body: { message } });
  }
  const { status, body } = respondOrExplain(request, apiKeys, bytes.toString('utf8'));
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

interface ControlResponse {
  readonly status: number;
  readonly body: object;
}

function respondOrExplain(
  request: IncomingMessage,
  apiKeys: ApiKeys,
  body: string,
): ControlResponse {
  try {
    return respond(request, apiKeys, body);
  } catch (error) {
    return { status: 400, body: { message: error instanceof Error ? error.message : '' } };
  }
}

function respond(
  { method, url = '' }: IncomingMessage,
  apiKeys: ApiKeys,
  body: string,
): ControlResponse {
  const id = url.slice(API_KEYS_PATH.length + 1);
  if (id === '') return respondForAllKeys(method, apiKeys, body);
  const change = chooseChange(method);
  if (change === undefined) return refuseMethod(method);
  if (!change(apiKeys, id, body)) {
    return { status: 404, body: { message: `no API key has the ID ${id}` } };
  }
  return { status: 200, body: { apiKeys: apiKeys.list() } };
}

function respondForAllKeys(
  method: string | undefined,
  apiKeys: ApiKeys,
  body: string,
): ControlResponse {
  if (method === 'GET') return { status: 200, body: { apiKeys: apiKeys.list() } };
  if (method !== 'POST') return refuseMethod(method);
  const apiKey = parseNewApiKey(body);
  apiKeys.create(apiKey);
  return { status: 201, body: apiKey };
}

type Change = (apiKeys: ApiKeys, id: string, body: string) => boolean;

function chooseChange(method: string | undefined): Change | undefined {
  if (method === 'DELETE') return (apiKeys, id) => apiKeys.delete(id);
  if (method === 'PATCH') {
    return (apiKeys, id, body) => apiKeys.setEnabled(id, parseEnabled(body));
  }
  return undefined;
}

function refuseMethod(method: string | undefined): ControlResponse {
  return { status: 405, body: { message: `${method} is not allowed` } };
}
