import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ApiKeys } from './api-keys';
import { parseEnabled, parseNewApiKey } from './parse-api-key';

export const API_KEYS_PATH = '/_local/api-keys';

/** Whether a request is for API Gateway's control plane and not for the API. */
export function isApiKeysRequest({ url }: IncomingMessage): boolean {
  return url === API_KEYS_PATH || (url?.startsWith(`${API_KEYS_PATH}/`) ?? false);
}

/**
 * `POST /_local/api-keys` creates a key and answers with its value, once. `PATCH /_local/api-keys/<id>` with
 * `{"enabled":false}` revokes it for now, `DELETE` for good. `GET /_local/api-keys` lists them without values.
 */
export function createApiKeysEndpoint(apiKeys: ApiKeys): RequestListener {
  return (request, response) => {
    text(request)
      .then((body) => serve(request, response, { apiKeys, body }))
      .catch((error: Error) => reply(response, 400, { message: error.message }));
  };
}

function serve(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  { apiKeys, body }: { readonly apiKeys: ApiKeys; readonly body: string },
): void {
  const id = url.slice(API_KEYS_PATH.length + 1);
  if (id === '' && method === 'POST') {
    const apiKey = parseNewApiKey(body);
    apiKeys.create(apiKey);
    return reply(response, 201, apiKey);
  }
  const list = () => ({ apiKeys: apiKeys.list() });
  if (id === '' && method === 'GET') return reply(response, 200, list());
  const change = chooseChange(method);
  if (id === '' || change === undefined) {
    return reply(response, 405, { message: `there is no ${method} here` });
  }
  if (change(apiKeys, id, body)) return reply(response, 200, list());
  reply(response, 404, { message: `there is no API key ${id}` });
}

type Change = (apiKeys: ApiKeys, id: string, body: string) => boolean;

function chooseChange(method: string | undefined): Change | undefined {
  if (method === 'DELETE') return (apiKeys, id) => apiKeys.delete(id);
  if (method === 'PATCH') {
    return (apiKeys, id, body) => apiKeys.setEnabled(id, parseEnabled(body));
  }
  return undefined;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
