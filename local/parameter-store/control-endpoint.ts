import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ControlError } from '../control/check-members';
import type { PlannedFailures } from '../planned-failures';
import { parsePlannedFailure } from './parse-planned-failure';

export const CONTROL_PATH = '/_local/parameter-store/';
export const FAILURES_PATH = `${CONTROL_PATH}failures`;

/**
 * `POST /_local/parameter-store/failures` plans a failure, `DELETE` removes all, `GET` lists them. Each response lists
 * the pending failures.
 */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  failures: PlannedFailures,
): Promise<void> {
  const body = await text(request);
  if (request.url !== FAILURES_PATH) {
    return reply(response, 404, { message: `unknown path; the only path is ${FAILURES_PATH}` });
  }
  try {
    if (request.method === 'POST') failures.plan(parsePlannedFailure(body));
    if (request.method === 'DELETE') failures.clear();
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return reply(response, 400, { message: error.message });
  }
  reply(response, 200, { failures: failures.pending });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
