import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { composeContext, type StreamingHandler } from '../lambda/node-runtime';
import { readBody } from '../read-body';
import { refuseBody } from '../refuse-body';
import { sendRefusal } from './gateway-refusal';
import { IntegrationResponse } from './integration-response';
import type { Gate } from './key-gate';
import { composeRestApiEvent } from './rest-api-event';

/** API Gateway's limit for a request body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Lambda's limit for an event. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** Such a body always fits: JSON escapes a byte in at most six bytes, and the rest of an event is below 64 KiB. */
const FITTING_BODY_BYTES = MAX_EVENT_BYTES / 6 - 64 * 1024;

/**
 * Emulates a REST API with a streaming Lambda proxy integration.
 *
 * @param gate admits or refuses each request; by default, admits all
 */
export function createRestApi(
  handler: StreamingHandler,
  timeoutMillis: number,
  gate: Gate = async (event) => event,
): RequestListener {
  return (request, response) => {
    serve(request, response, { handler, timeoutMillis, gate }).catch(() =>
      failIntegration(response),
    );
  };
}

interface Integration {
  readonly handler: StreamingHandler;
  readonly timeoutMillis: number;
  readonly gate: Gate;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  integration: Integration,
): Promise<void> {
  const responseStream = new IntegrationResponse(response);
  responseStream.once('error', () => failIntegration(response));
  response.once('close', () => responseStream.destroy());
  const { handler, timeoutMillis, gate } = integration;
  const event = await admit(request, response, gate);
  if (event !== undefined) await handler(event, responseStream, composeContext(timeoutMillis));
}

/** Composes the event of a request, or refuses the request and returns undefined. */
async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate,
): Promise<APIGatewayProxyEvent | undefined> {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === undefined) {
    const message = `HTTP content length exceeded ${MAX_BODY_BYTES} bytes.`;
    await refuseBody(request, response, { body: { message } });
    return undefined;
  }
  const event = await gate(composeRestApiEvent(request, body));
  if (typeof event === 'string') {
    sendRefusal(response, event);
    return undefined;
  }
  if (body.length <= FITTING_BODY_BYTES || measureEvent(event) <= MAX_EVENT_BYTES) return event;
  refuse(response, 413, 'Request Too Long');
  return undefined;
}

function measureEvent(event: object): number {
  return Buffer.byteLength(JSON.stringify(event));
}

/** API Gateway responds with 502 if the function fails before it sends its metadata. */
function failIntegration(response: ServerResponse): void {
  if (response.writableEnded) return;
  if (response.headersSent) response.destroy();
  else refuse(response, 502, 'Internal server error');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ message });
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
